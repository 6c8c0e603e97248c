import { expect, test } from "vitest";
import { formatImage, parseImage } from "./image.ts";
import { mapImage, readMappedName } from "./image-mapping.ts";

const mappings = [
  { from: "docker.io", to: "cache.test/hub" },
  { from: "docker.io/acme", to: "cache.test/acme" },
  { from: "ghcr.io/acme/tools", to: "other.test:5000/t" },
];

function mapped(text: string): string | null {
  const read = parseImage(text);
  if (!read.ok) throw new Error(read.message);
  const found = mapImage(read.image, mappings);
  return found === null ? null : formatImage(found.image);
}

test.each([
  ["nginx", "cache.test/hub/library/nginx"],
  ["index.docker.io/library/nginx:1.29", "cache.test/hub/library/nginx:1.29"],
  ["acme/app:2", "cache.test/acme/app:2"],
  ["acme-tools/app", "cache.test/hub/acme-tools/app"],
  ["ghcr.io/acme/tools/lint", "other.test:5000/t/lint"],
  [`nginx@sha256:${"a".repeat(64)}`, `cache.test/hub/library/nginx@sha256:${"a".repeat(64)}`],
])("%s is pulled as %s", (text, expected) => {
  expect(mapped(text)).toBe(expected);
});

test("a name that no mapping covers, or only shares its beginning, stays", () => {
  expect(mapped("ghcr.io/acme/tools-2/lint")).toBeNull();
  expect(mapped("ghcr.io/acme/tools")).toBeNull();
  expect(mapped("cache.test/hub/library/nginx")).toBeNull();
});

test.each([
  ["docker.io", "docker.io"],
  ["index.docker.io", "docker.io"],
  [" GHCR.io/ ", "ghcr.io"],
  ["ghcr.io/acme/", "ghcr.io/acme"],
  ["reg.test:5000/a", "reg.test:5000/a"],
  ["", null],
  ["library", null],
  ["ghcr.io/acme:1", null],
  ["https://ghcr.io", null],
  ["ghcr.io/*", null],
  ["ghcr.io/Acme", null],
])("the side %j reads as %j", (text, expected) => {
  expect(readMappedName(text)).toBe(expected);
});
