import { expect, test } from "vitest";
import { imageParts } from "./image-parts.ts";

test.each([
  ["reg.io/team/app:1", "reg.io/team/app", ":1"],
  ["reg.io:5000/team/app", "reg.io:5000/team/app", ""],
  ["reg.io:5000/app:v2", "reg.io:5000/app", ":v2"],
  ["ubuntu", "ubuntu", ""],
  ["ubuntu:22.04", "ubuntu", ":22.04"],
  ["reg.io/a@sha256:3f9a", "reg.io/a", "@sha256:3f9a"],
  ["reg.io/a:1@sha256:3f9a", "reg.io/a", ":1@sha256:3f9a"],
])("%s ends at its repository", (image, repository, reference) => {
  expect(imageParts(image)).toEqual({ repository, reference });
});
