import fc from "fast-check";
import type { HostRule, PatternEntry } from "../src/index.ts";

/** How often each property is tried: `BERTH_PROPERTY_RUNS`, 100000 in the full run. */
export const propertyRuns = {
  numRuns: Number(process.env["BERTH_PROPERTY_RUNS"] ?? 2000),
  endOnFailure: true,
};

/** Room for the full run: a case takes well under a millisecond, save for a few. */
export const propertyTimeoutMs = 20_000 + propertyRuns.numRuns * 20;

// Few and similar words, so that patterns and images meet, overlap and nearly meet.
const word = fc.constantFrom("a", "b", "ab", "aa", "team", "teammate", "app", "x-y", "library");
const hostName = fc.constantFrom(
  "reg.io",
  "reg.io:5000",
  "a.reg.io",
  "b.a.reg.io",
  "ab.a.reg.io",
  "docker.io",
  "index.docker.io",
  "localhost",
  "localhost:5000",
  "REG.io",
  "Team",
  "team:5000",
  "reg.io:443",
  "[::1]",
  "[::1]:5000",
  "[0:0::1]",
);
const starHostName = fc.constantFrom(
  "*.a.reg.io",
  "a*.a.reg.io",
  "*b.a.reg.io",
  "*.reg.io",
  "b.*.reg.io",
  "*.*.reg.io",
  "*a*.a.reg.io",
  "*.a.reg.io:5000",
);
const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join("/"));
const starPath = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: word }, fc.constantFrom("*", "a*", "*b", "*a*", "te*m")),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((words) => words.join("/"));

export const anyImage = fc
  .tuple(
    fc.oneof(
      hostName.map((host) => `${host}/`),
      fc.constant(""),
    ),
    path,
    fc.constantFrom("", ":v1"),
  )
  .map((parts) => parts.join(""));

export const anyPattern = fc.oneof(
  fc
    .tuple(fc.oneof(hostName, starHostName), fc.oneof(path, starPath))
    .map((parts) => parts.join("/")),
  fc.oneof(hostName, starHostName),
  fc.oneof(path, starPath),
);

const hostRule: fc.Arbitrary<HostRule | undefined> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  fc.array(hostName, { maxLength: 4 }).map((hosts): HostRule => ({ kind: "exact", hosts })),
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

/** Texts of any UTF-16 code units, lone surrogates included, and mutilated names. */
export const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom(..."aZ09._-/:@*[]?{ \t\u200bü\0") }),
  fc
    .tuple(fc.oneof(anyImage, anyPattern), fc.nat(30), fc.constantFrom(..."A_:/.*@-[ \n\0é", ""))
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
