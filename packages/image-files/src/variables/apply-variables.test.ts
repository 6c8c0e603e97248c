import { expect, test } from "vitest";
import { findImages } from "../find-images.ts";
import { applyVariables } from "./apply-variables.ts";

const resolve = (image: string, values: Record<string, string> = {}) => {
  const [resolved] = applyVariables(
    findImages(`services: {web: {image: ${JSON.stringify(image)}}}`).images,
    values,
  );
  return [resolved?.reference, resolved?.missing];
};

test.each<[string, Record<string, string>, string | null, string[]]>([
  ["acme/app:1", {}, "acme/app:1", []],
  ["${R}/app:1", { R: "quay.io" }, "quay.io/app:1", []],
  ["${R}/app:1", {}, null, ["R"]],
  ["${R}/app:1", { R: "" }, null, ["R"]],
  ["acme/app:${T}", {}, "acme/app", ["T"]],
  ["reg.io:5000/app:v${A}.${B}", { A: "1" }, "reg.io:5000/app", ["B"]],
  ["acme/app@sha256:${D}", {}, "acme/app", ["D"]],
  ["acme/app:1@${D}", {}, "acme/app:1", ["D"]],
  ["${R:-quay.io}/app:${T:-latest}", {}, "quay.io/app:latest", []],
  ["${R:-quay.io}/app", { R: "" }, "quay.io/app", []],
  ["${R-quay.io}/app", { R: "" }, "/app", []],
  ["${R:-${Q:-x.io}}/app", { Q: "y.io" }, "y.io/app", []],
  ["${R:-$Q}/app", {}, null, ["Q"]],
  ["app${T:+:$T}", { T: "2" }, "app:2", []],
  ["app${T:+:$T}", {}, "app", []],
  ["app${T+:x}", { T: "" }, "app:x", []],
  ["a$$b", {}, "a$b", []],
  ["${constructor}/app", {}, null, ["constructor"]],
])("%s with %j is %s", (image, values, reference, missing) => {
  expect(resolve(image, values)).toEqual([reference, missing]);
});

test("images whose file fills in nothing keep their text", () => {
  const { images } = findImages("- step: {name: s, image: 'a/b:${T}'}");
  expect(applyVariables(images, { T: "1" })[0]?.reference).toBe("a/b:${T}");
});

test("a service that is built has no reference", () => {
  const { images } = findImages("services: {web: {build: .}}");
  expect(applyVariables(images, {})[0]?.reference).toBeNull();
});

test("defaults that nest without end are given up on, not followed", () => {
  const nested = Array.from({ length: 200 }).reduce<string>((inner) => `\${A:-${inner}}`, "x");
  expect(resolve(nested)).toEqual([null, ["A"]]);
});
