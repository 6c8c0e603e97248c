import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  createPatternIndex,
  formatImage,
  hintFor,
  parseImage,
  parsePattern,
} from "../src/index.ts";
import type { HostRule } from "../src/index.ts";
import { naiveCandidates } from "./naive-reference.ts";
import { readVectors, VECTOR_FILES, vectorLines } from "./vectors.ts";
import type { Vector, VectorFile } from "./vectors.ts";

const tried = new Set<string>();

function eachLine(
  file: VectorFile,
  check: (columns: readonly string[], vector: Vector) => void,
): void {
  describe(file, () => {
    for (const vector of readVectors(file)) {
      test(`line ${vector.line}: ${vector.columns.join(" | ").slice(0, 120)}`, () => {
        tried.add(`${file}:${vector.line}`);
        check(vector.columns, vector);
      });
    }
  });
}

eachLine("images-valid.txt", ([text = "", canonical, tag, digest, notes]) => {
  const result = parseImage(text);
  if (!result.ok) expect.fail(`${result.code} at ${result.at}: ${result.message}`);
  const { image } = result;
  expect(image.canonical).toBe(canonical);
  expect(`${image.host}/${image.path}`).toBe(canonical);
  expect(image.tag ?? "").toBe(tag);
  expect(image.digest ?? "").toBe(digest);
  expect(image.notes.map((note) => note.code).join(" ")).toBe(notes);
  const again = parseImage(formatImage(image));
  expect(again.ok && again.image.canonical).toBe(canonical);
});

eachLine("images-invalid.txt", ([text = "", code, at]) => {
  const result = parseImage(text);
  if (result.ok) expect.fail(`read as ${result.image.canonical}`);
  expect([result.code, String(result.at)]).toEqual([code, at]);
  expect(result.message).toMatch(/^[A-Z`0-9].*[.`]$/);
});

eachLine("patterns-valid.txt", ([text = "", canonical, notes]) => {
  const result = parsePattern(text);
  if (!result.ok) expect.fail(`${result.code} at ${result.at}: ${result.message}`);
  expect(result.pattern.canonical).toBe(canonical);
  expect(result.pattern.notes.map((note) => note.code).join(" ")).toBe(notes);
  const again = parsePattern(result.pattern.canonical);
  expect(again.ok && again.pattern.canonical).toBe(canonical);
});

eachLine("patterns-invalid.txt", ([text = "", code, at, fixes]) => {
  const result = parsePattern(text);
  if (result.ok) expect.fail(`read as ${result.pattern.canonical}`);
  expect([result.code, String(result.at)]).toEqual([code, at]);
  expect((result.fixes ?? []).join("; ")).toBe(fixes);
  expect(result.message).toMatch(/^[A-Z`0-9].*\.$/);
});

eachLine("match.txt", ([pattern = "", image = "", verdict]) => {
  expect(parsePattern(pattern).ok).toBe(true);
  const entries = [{ id: "1", pattern }];
  const index = createPatternIndex(entries);
  expect(index.find(image) === null ? "no" : "yes").toBe(verdict);
  const explained = index.explain(image);
  expect(explained.ok && explained.winner !== null ? "yes" : "no").toBe(verdict);
  expect(naiveCandidates(entries, image).length === 0 ? "no" : "yes").toBe(verdict);
});

eachLine("match-hosts.txt", ([pattern = "", hosts = "", image = "", verdict]) => {
  const rule: HostRule = hosts.includes("*")
    ? { kind: "wildcard", pattern: hosts }
    : { kind: "exact", hosts: hosts.split(",").filter((host) => host !== "") };
  const entries = [{ id: "1", pattern, hosts: rule }];
  expect(createPatternIndex(entries).rejected).toEqual([]);
  expect(createPatternIndex(entries).find(image) === null ? "no" : "yes").toBe(verdict);
  expect(naiveCandidates(entries, image).length === 0 ? "no" : "yes").toBe(verdict);
});

eachLine("precedence.txt", ([image = "", patterns = "", step]) => {
  const texts = patterns.split("; ");
  const entries = texts.map((pattern, i) => ({ id: String(texts.length - i), pattern }));
  const answer = createPatternIndex(entries).explain(image);
  if (!answer.ok) expect.fail(answer.message);
  const canonical = texts.map((text) => {
    const parsed = parsePattern(text);
    return parsed.ok ? parsed.pattern.canonical : "";
  });
  expect(answer.candidates.map(({ pattern }) => pattern)).toEqual(canonical);
  expect(answer.winner?.beatsNext?.step).toBe(step);
  expect(naiveCandidates(entries, image).map(({ pattern }) => pattern)).toEqual(texts);
});

eachLine("hints.txt", ([pattern = "", image = "", id, kind, fix]) => {
  const hint = hintFor(pattern, image);
  expect([hint?.id, hint?.fix?.kind ?? "", hint?.fix?.text ?? ""]).toEqual([id, kind, fix]);
});

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
