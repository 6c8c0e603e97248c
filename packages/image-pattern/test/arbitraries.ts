import fc from "fast-check";
import type { HostRule, PatternEntry } from "../src/index.ts";

/** How often each property is tried: `BERTH_PROPERTY_RUNS`, 100000 in the full run. */
export const propertyRuns = {
  numRuns: Number(process.env["BERTH_PROPERTY_RUNS"] ?? 2000),
};

/** Room for the full run: a case takes well under a millisecond, save for a few. */
export const propertyTimeoutMs = 20_000 + propertyRuns.numRuns * 20;

// Few and similar words on few hosts, so that patterns and images meet, overlap and nearly meet.
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("a", "b", "ab") },
  { weight: 1, arbitrary: fc.constantFrom("team", "teammate", "x-y", "library") },
);
const hostName = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("reg.io", "reg.io", "ab.a.reg.io") },
  { weight: 2, arbitrary: fc.constantFrom("b.a.reg.io", "docker.io", "reg.io:443", "REG.io") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "reg.io:5000",
      "a.reg.io",
      "ab.a.reg.io:5000",
      "index.docker.io",
      "localhost",
      "localhost:5000",
      "Team",
      "team:5000",
      "[::1]",
      "[::1]:5000",
      "[0:0::1]",
    ),
  },
);
const starHostName = fc.constantFrom(
  "*.a.reg.io",
  "a*.a.reg.io",
  "*b.a.reg.io",
  "*.reg.io",
  "ab.*.reg.io",
  "*.*.reg.io",
  "*a*.a.reg.io",
  "a*.*.reg.io",
  "*.a.reg.io:5000",
);
const anyHost = fc.oneof(
  { weight: 3, arbitrary: hostName },
  { weight: 2, arbitrary: starHostName },
);
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("/"));
const starWord = fc.constantFrom("*", "a*", "*b", "*a*", "a*b", "te*m");
const starPath = fc
  .array(fc.oneof(word, starWord), { maxLength: 2 })
  .chain((words) => fc.constantFrom("*", "*", "a", "*b").map((last) => [...words, last].join("/")));
const anyPath = fc.oneof({ weight: 1, arbitrary: path }, { weight: 3, arbitrary: starPath });

export const anyImage = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: hostName.map((host) => `${host}/`) },
      { weight: 1, arbitrary: fc.constant("") },
    ),
    path,
    fc.constantFrom("", ":v1"),
  )
  .map((parts) => parts.join(""));

export const anyImages = fc.array(anyImage, { minLength: 1, maxLength: 8 });

export const anyPattern = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyHost, anyPath).map((parts) => parts.join("/")) },
  { weight: 1, arbitrary: anyHost },
  { weight: 1, arbitrary: anyPath },
);

const hostRule: fc.Arbitrary<HostRule | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  fc.array(hostName, { maxLength: 8 }).map((hosts): HostRule => ({ kind: "exact", hosts })),
  fc
    .constantFrom("*.a.reg.io", "*.reg.io", "*.*.reg.io")
    .map((pattern): HostRule => ({ kind: "wildcard", pattern })),
);

export const anyId = fc.constantFrom("1", "2", "3", "4", "5", "6");

export const anyEntry: fc.Arbitrary<PatternEntry> = fc.record({
  id: anyId,
  pattern: anyPattern,
  hosts: hostRule,
});

export const anyEntries = fc.array(anyEntry, { maxLength: 12 });

const oneOf = (characters: string): fc.Arbitrary<string> =>
  fc.constantFrom(...characters.split(""));

/** Texts of any UTF-16 code units, lone surrogates included, and mutilated names. */
export const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: oneOf("aZ09._-/:@*[]?{ \t\u200bü\0") }),
  fc
    .tuple(fc.oneof(anyImage, anyPattern), fc.nat(30), oneOf("A_:/.*@-[ \n\0é"))
    .map(([text, at, char]) => text.slice(0, at) + char + text.slice(at)),
  fc
    .tuple(
      fc.constantFrom("a", "A", "*", "a/", "a.", "a*", "[", ":"),
      fc.integer({ min: 0, max: 1200 }),
    )
    .map(([unit, count]) => unit.repeat(count)),
);

/** What callers without types may hand over. */
export const anyValue = fc.oneof(anyText, fc.anything());
