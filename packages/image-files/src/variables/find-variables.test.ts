import { expect, test } from "vitest";
import { findVariables } from "./find-variables.ts";

test.each([
  ["acme/app:1", ""],
  ["acme/app:${TAG}", "TAG:tag"],
  ["acme/app:v${MAJOR}.${MINOR}", "MAJOR:tag MINOR:tag"],
  ["acme/app@${DIGEST}", "DIGEST:tag"],
  ["acme/app@sha256:${DIGEST}", "DIGEST:tag"],
  ["${REGISTRY}/acme/app", "REGISTRY:name"],
  ["${HOST}:${PORT}/acme/app:$TAG", "HOST:name PORT:name TAG:tag"],
  ["reg.io:${PORT}/app", "PORT:name"],
  ["${IMAGE}", "IMAGE:name"],
  ["app${SUFFIX}", "SUFFIX:name"],
  ["app${SUFFIX:-:1.2}", "SUFFIX:tag=:1.2"],
  ["app${TAG:+:$TAG}", "TAG:tag"],
  ["${IMAGE:-quay.io/acme/app:1}", "IMAGE:name=quay.io/acme/app:1"],
  ["${A:-${B:-quay.io}}/app:${C-x}", "A:name=${B:-quay.io} B:name=quay.io C:tag=x"],
  ["${X}/app:${X}", "X:name"],
  ["app:${T:?say which}", "T:tag"],
  ["app:${T:=1}", "T:tag=1"],
  ["price$$5/${", ""],
  ["${9}/${a b}/$-", ""],
])("%s", (text, expected) => {
  const found = findVariables(text).map(
    (variable) =>
      `${variable.name}:${variable.inTag ? "tag" : "name"}` +
      (variable.default === undefined ? "" : `=${variable.default}`),
  );
  expect(found.join(" ")).toBe(expected);
});
