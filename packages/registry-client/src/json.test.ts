import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fuzzRuns } from "../test/fuzz-runs.ts";
import { field, parseJson, textField } from "./json.ts";

test("refuses text nested 10,000 deep without building it", () => {
  expect(parseJson("[".repeat(10_000) + "]".repeat(10_000))).toEqual({
    ok: false,
    code: "too-deep",
  });
  expect(parseJson('{"a":'.repeat(10_000))).toEqual({ ok: false, code: "too-deep" });
});

test("refuses more than 10,000 keys", () => {
  const object = `{${Array.from({ length: 10_001 }, (_, n) => `"k${n}":1`).join(",")}}`;
  expect(parseJson(object)).toEqual({ ok: false, code: "too-many-keys" });
});

test("takes what is long and wide, as an index of many images is", () => {
  const entry = (n: number) => ({ digest: `sha256:${n}`, platform: { os: "linux" }, urls: [] });
  const index = { manifests: Array.from({ length: 1_000 }, (_, n) => entry(n)) };
  expect(parseJson(JSON.stringify(index, null, 3))).toEqual({ ok: true, value: index });
});

test("does not count brackets and colons inside strings", () => {
  const text = JSON.stringify({ message: '[{:"\\'.repeat(5000) });
  expect(parseJson(text)).toMatchObject({ ok: true });
});

test("says nothing about text that is not JSON", () => {
  expect(parseJson("dckr_pat_secret")).toEqual({ ok: false, code: "not-json" });
});

test("gives no way to inherited fields", () => {
  const parsed = parseJson('{"__proto__":{"token":"x"},"a":"b"}');
  expect(parsed.ok && textField(parsed.value, "token")).toBeUndefined();
  expect(parsed.ok && field(parsed.value, "constructor")).toBeUndefined();
  expect(parsed.ok && textField(parsed.value, "a")).toBe("b");
  for (const nothing of [undefined, null, "text", 1]) expect(field(nothing, "a")).toBeUndefined();
});

test("agrees with JSON.parse on everything within its limits", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: fuzzRuns(200_000) },
  );
});
