import { parseImage } from "@berth/image-pattern";
import { expect, test } from "vitest";
import { writtenName } from "./written-name.ts";

test.each([
  ["reg.example.com/team/app:1", "reg.example.com/team/app"],
  ["reg.example.com:443/team/app", "reg.example.com:443/team/app"],
  ["REG.example.com/team/app", "REG.example.com/team/app"],
  [`reg.example.com:5000/app:1@sha256:${"a".repeat(64)}`, "reg.example.com:5000/app"],
  ["localhost/app", "localhost/app"],
  ["nginx", "docker.io/library/nginx"],
  ["acme/app:v1.2", "docker.io/acme/app"],
  ["index.docker.io/acme/app", "index.docker.io/acme/app"],
  ["docker.io/library/nginx:1", "docker.io/library/nginx"],
  ["[::1]:5000/app", "[::1]:5000/app"],
])("%s is looked up as %s", (text, name) => {
  const read = parseImage(text);
  if (!read.ok) throw new Error(read.message);
  expect(writtenName(read.image)).toBe(name);
});
