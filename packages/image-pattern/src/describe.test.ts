import { expect, test } from "vitest";
import { describePattern } from "./describe.ts";

test.each([
  ["myregistry.azurecr.io", "Any repository at any depth on `myregistry.azurecr.io`."],
  ["*", "Any repository at any depth on Docker Hub."],
  ["alpine", "Only the repository `library/alpine` on Docker Hub."],
  ["acme/*", "Every repository of `acme` on Docker Hub, at any depth."],
  ["reg.io/team/*", "The repository `team` on `reg.io` and everything below it, at any depth."],
  [
    "reg.io/team-*",
    "Repositories on `reg.io` whose path begins with `team-`. A `*` stands for any text, `/` included, or none.",
  ],
  [
    "reg.io/a*b*c/*",
    "Repositories on `reg.io` whose path begins with `a`, then holds `b`, then ends with `c`, and everything below them. A `*` stands for any text, `/` included, or none.",
  ],
  [
    "*.art.example.com/team",
    "Only the repository `team` on the hosts `*.art.example.com`. In the host a `*` stands for a part without a dot, among the registry's own hosts.",
  ],
])("%s in words", (pattern, words) => {
  expect(describePattern(pattern)).toBe(`${words} Tags and digests are ignored.`);
});

test("what is no pattern has no words", () => {
  expect(describePattern("reg.io/")).toBeNull();
});
