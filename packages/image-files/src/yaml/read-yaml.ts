import { LineCounter, parseAllDocuments } from "yaml";
import type { FileProblem } from "../found-image.ts";
import { limits } from "../limits.ts";
import { checkSize } from "./check-size.ts";
import { plainReason } from "./plain-reason.ts";
import { findOpenQuote, repair, tabWidth } from "./repair.ts";
import { toValue } from "./to-value.ts";
import type { YamlValue } from "./value.ts";

export type YamlFile = {
  /** One per document that holds anything. */
  documents: YamlValue[];
  problems: FileProblem[];
  /** The text doesn't follow YAML's grammar somewhere; what could be read still stands in `documents`. */
  broken: boolean;
  place: Place;
};

type Place = (at: number) => { line: number; column: number };

/** Each repair parses the text anew. */
const repairsMax = 5;

/** Reads every document of a text as far as it can be read. Never throws. */
export function readYaml(text: string): YamlFile {
  const tooMuch = checkSize(text);
  if (tooMuch !== null) {
    const place = placesIn(text, text);
    const problem = { ...place(tooMuch.at), message: tooMuch.message };
    return { documents: [], problems: [problem], broken: false, place };
  }
  const told: FileProblem[] = [];
  let current = text;
  for (let repairs = 0; ; repairs += 1) {
    const { file, repaired } = readOnce(text, current);
    if (repaired === null || repairs === repairsMax || checkSize(repaired) !== null) {
      return { ...file, problems: [...told, ...file.problems], broken: file.broken || repairs > 0 };
    }
    // What a repaired mistake caused further down goes away with it.
    told.push(...file.problems.slice(0, 1));
    current = repaired;
  }
}

function readOnce(written: string, text: string): { file: YamlFile; repaired: string | null } {
  const place = placesIn(written, text);
  const problems: FileProblem[] = [];
  const report = (at: number, message: string) => {
    if (problems.length < limits.problems) problems.push({ ...place(at), message });
  };
  const documents: YamlValue[] = [];
  let broken = false;
  // NOTE: the library compares every key with every other; duplicates are found while reading instead.
  for (const document of parseAllDocuments(text, {
    prettyErrors: false,
    uniqueKeys: false,
    merge: true,
  })) {
    const [error] = document.errors;
    if (error !== undefined) {
      // What follows the first error of a document is most often its echo.
      const openQuote = findOpenQuote(document.contents, error);
      if (openQuote === null) report(error.pos[0], plainReason(error));
      else report(openQuote, "The quote that opens here is never closed.");
      const repaired = repair(text, error, openQuote);
      if (repaired !== null) {
        return { file: { documents, problems: problems.slice(-1), broken: true, place }, repaired };
      }
      broken = true;
    }
    const value = toValue(document.contents, report);
    if (value !== null && !(value.kind === "other" && value.empty)) documents.push(value);
  }
  return { file: { documents, problems, broken, place }, repaired: null };
}

/** Places as the person who wrote the text counts them, whatever tabs were widened since. */
function placesIn(written: string, text: string): Place {
  const lines = new LineCounter();
  for (let at = 0; at !== -1; at = next(text, at)) lines.addNewLine(at);
  const writtenLines = text === written ? null : written.split("\n");
  return (at) => {
    const { line, col } = lines.linePos(at);
    const tabs = /^[ \t]*/.exec(writtenLines?.[line - 1] ?? "")?.[0].match(/\t/g)?.length ?? 0;
    const widened = writtenLines === null ? 0 : tabs * (tabWidth - 1);
    return { line: Math.max(line, 1), column: Math.max(col - widened, 1) };
  };
}

function next(text: string, at: number): number {
  const newLine = text.indexOf("\n", at);
  return newLine === -1 ? -1 : newLine + 1;
}
