import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  createPatternIndex,
  formatImage,
  hintFor,
  parseImage,
  parsePattern,
} from "../src/index.ts";
import type { HostRule, PatternEntry } from "../src/index.ts";
import { naiveCandidates } from "./naive-reference.ts";
import { readVectors, VECTOR_FILES, vectorLines } from "./vectors.ts";
import type { VectorFile } from "./vectors.ts";

type Columns = readonly string[];

const tried = new Set<string>();

/** Tries every line: what the package says of it has to be what the line says. */
function eachLine(
  file: VectorFile,
  said: (columns: Columns) => unknown,
  expected: (columns: Columns) => unknown,
): void {
  describe(`vectors/${file}`, () => {
    test.each(readVectors(file))("line $line: $text", ({ line, columns }) => {
      tried.add(`${file}:${line}`);
      expect(said(columns)).toEqual(expected(columns));
    });
  });
}

eachLine(
  "images-valid.txt",
  ([text = ""]) => {
    const result = parseImage(text);
    if (!result.ok) return result;
    const { canonical, host, path, tag, digest, notes } = result.image;
    const again = parseImage(formatImage(result.image));
    return {
      names: [canonical, `${host}/${path}`, again.ok && again.image.canonical],
      rest: [tag ?? "", digest ?? "", notes.map((note) => note.code).join(" ")],
    };
  },
  ([, canonical, ...rest]) => ({ names: [canonical, canonical, canonical], rest }),
);

eachLine(
  "images-invalid.txt",
  ([text = ""]) => {
    const result = parseImage(text);
    if (result.ok) return result;
    return [result.code, String(result.at), isSentence(result.message)];
  },
  ([, code, at]) => [code, at, true],
);

eachLine(
  "patterns-valid.txt",
  ([text = ""]) => {
    const result = parsePattern(text);
    if (!result.ok) return result;
    const { canonical, notes } = result.pattern;
    return [canonical, canonicalOf(canonical), notes.map((note) => note.code).join(" ")];
  },
  ([, canonical, notes]) => [canonical, canonical, notes],
);

eachLine(
  "patterns-invalid.txt",
  ([text = ""]) => {
    const result = parsePattern(text);
    if (result.ok) return result;
    const fixes = (result.fixes ?? []).join("; ");
    return [result.code, String(result.at), fixes, isSentence(result.message)];
  },
  ([, code, at, fixes]) => [code, at, fixes, true],
);

eachLine(
  "match.txt",
  ([pattern = "", image = ""]) => verdicts({ id: "1", pattern }, image),
  ([, , verdict]) => [verdict, verdict, verdict],
);

eachLine(
  "match-hosts.txt",
  ([pattern = "", hosts = "", image = ""]) =>
    verdicts({ id: "1", pattern, hosts: hostRule(hosts) }, image),
  ([, , , verdict]) => [verdict, verdict, verdict],
);

eachLine(
  "precedence.txt",
  ([image = "", patterns = ""]) => {
    const entries = patterns
      .split("; ")
      .map((pattern, i, all) => ({ id: String(all.length - i), pattern }));
    const answer = createPatternIndex(entries).explain(image);
    if (!answer.ok) return answer;
    return {
      candidates: answer.candidates.map(({ pattern }) => pattern),
      naive: naiveCandidates(entries, image).map(({ pattern }) => pattern),
      step: answer.winner?.beatsNext?.step,
    };
  },
  ([, patterns = "", step]) => {
    const naive = patterns.split("; ");
    return { candidates: naive.map(canonicalOf), naive, step };
  },
);

eachLine(
  "hints.txt",
  ([pattern = "", image = ""]) => {
    const hint = hintFor(pattern, image);
    return [hint?.id, hint?.fix?.kind ?? "", hint?.fix?.text ?? ""];
  },
  ([, , id, kind, fix]) => [id, kind, fix],
);

test("every line of every vector file was tried", () => {
  const files = readdirSync(new URL("../vectors/", import.meta.url));
  expect(files.filter((file) => file.endsWith(".txt")).toSorted()).toEqual(
    Object.keys(VECTOR_FILES).toSorted(),
  );
  const lines = (Object.keys(VECTOR_FILES) as VectorFile[]).flatMap((file) =>
    vectorLines(file).map(({ line }) => `${file}:${line}`),
  );
  expect(lines.filter((line) => !tried.has(line))).toEqual([]);
});

/** What `find`, `explain` and the naive reference say of one pattern and one image. */
function verdicts(entry: PatternEntry, image: string): readonly string[] {
  const index = createPatternIndex([entry]);
  if (index.rejected.length > 0) return [JSON.stringify(index.rejected)];
  const answer = index.explain(image);
  return [
    index.find(image) !== null,
    answer.ok && answer.winner !== null,
    naiveCandidates([entry], image).length > 0,
  ].map((matches) => (matches ? "yes" : "no"));
}

function hostRule(hosts: string): HostRule {
  return hosts.includes("*")
    ? { kind: "wildcard", pattern: hosts }
    : { kind: "exact", hosts: hosts.split(",").filter((host) => host !== "") };
}

function canonicalOf(pattern: string): string {
  const result = parsePattern(pattern);
  return result.ok ? result.pattern.canonical : result.code;
}

function isSentence(message: string): boolean {
  return /^[A-Z`0-9].*[.`]$/.test(message);
}
