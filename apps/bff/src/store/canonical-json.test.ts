import { anything, assert, jsonValue, property } from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("the order in which keys were written does not matter", () => {
  expect(canonicalJson({ b: 1, a: { d: [1, { z: 1, y: 2 }], c: "ü" } })).toBe(
    '{"a":{"c":"ü","d":[1,{"y":2,"z":1}]},"b":1}',
  );
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

test("undefined becomes null instead of vanishing, and dates become text", () => {
  expect(canonicalJson({ a: undefined, b: [undefined], c: new Date(0) })).toBe(
    '{"a":null,"b":[null],"c":"1970-01-01T00:00:00.000Z"}',
  );
});

test("reading a canonical text and writing it again changes nothing", () => {
  assert(
    property(jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("whatever plain values it is given, it gives valid JSON", () => {
  assert(
    property(anything({ withBigInt: false, withNullPrototype: false }), (value) => {
      expect(() => void JSON.parse(canonicalJson(value))).not.toThrow();
    }),
  );
});
