import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuzzRuns } from "../test/fuzz-runs.ts";
import { parseChallenges } from "./challenge.ts";

function parsed(...values: string[]) {
  const result = parseChallenges(values);
  if (!result.ok) throw new Error(`${result.code} at ${result.at}`);
  return result.challenges.map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ]);
}

describe("reads what registries send", () => {
  test.each<[name: string, values: string[], expected: unknown]>([
    [
      "Docker Hub",
      [
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"',
      ],
      [
        [
          "bearer",
          {
            realm: "https://auth.docker.io/token",
            service: "registry.docker.io",
            scope: "repository:library/alpine:pull",
          },
        ],
      ],
    ],
    ["plain Basic", ['Basic realm="Registry Realm"'], [["basic", { realm: "Registry Realm" }]]],
    [
      "two challenges in one header",
      ['Bearer realm="https://r/t",scope="a:b:pull,push", Basic realm="b, c"'],
      [
        ["bearer", { realm: "https://r/t", scope: "a:b:pull,push" }],
        ["basic", { realm: "b, c" }],
      ],
    ],
    [
      "two challenges in two headers",
      ['Basic realm="x"', 'bEaReR ReAlM="https://r/t"'],
      [
        ["basic", { realm: "x" }],
        ["bearer", { realm: "https://r/t" }],
      ],
    ],
    [
      "an unquoted scope",
      ["Bearer realm=https://r/t,scope=repository:a/b:pull"],
      [["bearer", { realm: "https://r/t", scope: "repository:a/b:pull" }]],
    ],
    [
      "spaces around commas and equals signs, and empty list elements",
      [', Bearer realm = "r" , ,service ="s"  ,'],
      [["bearer", { realm: "r", service: "s" }]],
    ],
    [
      "escaped quotes",
      [String.raw`Basic realm="a \"b\" \\ c"`],
      [["basic", { realm: 'a "b" \\ c' }]],
    ],
    ["empty values", ['Bearer realm="",service='], [["bearer", { realm: "", service: "" }]]],
    [
      "schemes without parameters and with a token",
      ["Negotiate, NTLM TlRMTVNTUAAC==, Basic realm=x"],
      [
        ["negotiate", {}],
        ["ntlm", {}],
        ["basic", { realm: "x" }],
      ],
    ],
    ["no header at all", [], []],
    ["an empty header", [""], []],
  ])("%s", (_name, values, expected) => {
    expect(parsed(...values)).toEqual(expected);
  });
});

describe("refuses what has no one meaning", () => {
  test.each<[name: string, value: string, code: string]>([
    ["an unterminated quote", 'Bearer realm="https://r/t', "unterminated-quote"],
    ["a backslash at the end", 'Bearer realm="https://r/t\\', "unterminated-quote"],
    ["a realm given twice", 'Bearer realm="https://a",realm="https://b"', "duplicate-parameter"],
    ["a line break in a value", 'Bearer realm="https://a\r\nX: y"', "control-character"],
    ["a NUL in a bare value", "Bearer realm=a\0b", "control-character"],
    ["a parameter without a scheme", 'realm="https://a"', "malformed"],
    ["two parameters without a comma", 'Bearer realm="a" service="b"', "malformed"],
    ["a quote in the middle of a bare value", 'Bearer realm=a"b', "malformed"],
    ["64 KiB", `Bearer realm="${"a".repeat(64 * 1024)}"`, "too-long"],
    ["500 challenges", Array.from({ length: 500 }, () => "Basic").join(", "), "too-many"],
    [
      "100 parameters",
      `Bearer ${Array.from({ length: 100 }, (_, n) => `p${n}=x`).join(",")}`,
      "too-many",
    ],
  ])("%s", (_name, value, code) => {
    expect(parseChallenges([value])).toMatchObject({ ok: false, code });
  });
});

test("never throws, whatever the header holds", () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      "b",
      "=",
      '"',
      ",",
      "\\",
      " ",
      "\t",
      "\r",
      "\n",
      "/",
      ":",
      "é",
      "\0",
      "Bearer ",
      "realm=",
      "Basic ",
      "scope",
    ),
    maxLength: 300,
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(hostile, fc.string()), { maxLength: 4 }), (values) => {
      const result = parseChallenges(values);
      expect(typeof result.ok).toBe("boolean");
    }),
    { numRuns: fuzzRuns(1_000_000) },
  );
});

test("reads back every value it is given in quotes", () => {
  const value = fc.string({ unit: "grapheme-ascii", maxLength: 60 });
  fc.assert(
    fc.property(value, value, (realm, scope) => {
      const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
      const header = `Bearer realm=${quote(realm)},scope=${quote(scope)}`;
      expect(parsed(header)).toEqual([["bearer", { realm, scope }]]);
    }),
    { numRuns: fuzzRuns(1_000_000) },
  );
});

test.each([
  ["commas", ",".repeat(8000)],
  ["spaces after a name", `Bearer a${" ".repeat(7000)}`],
  ["names", "a ".repeat(4000)],
  ["backslashes", `Basic realm="${"\\".repeat(8000)}`],
  ["equals signs", "a=".repeat(4000)],
  ["a token of base64", `Negotiate ${"A".repeat(8000)}=`],
])("spends at most 50 ms on 8 KiB of %s", (_name, value) => {
  const started = performance.now();
  parseChallenges([value]);
  expect(performance.now() - started).toBeLessThan(50);
});
