import { createPatternIndex, explainLosers, parseImage } from "@berth/image-pattern";
import { expect, test } from "vitest";
import { impliedPart, mismatchSpans, referenceText } from "./reference-spans.ts";

const read = (text: string) => {
  const parsed = parseImage(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.image;
};

/** The pieces of the name with what is said about each. */
const marks = (pattern: string, text: string) => {
  const image = read(text);
  const [loser] = explainLosers(createPatternIndex([{ id: "1", pattern }]), text);
  if (!loser) throw new Error("it matches");
  const reference = referenceText(image);
  return mismatchSpans(image, loser.reason)
    .filter(({ start, end }) => end > start)
    .map(({ start, end, kind }) => `${kind} ${reference.slice(start, end)}`);
};

test.each([
  [
    "reg.io/team/app",
    "reg.io/team/train:1",
    "literal reg.io,literal team/,mismatch train,ignored :1",
  ],
  ["reg.io/team", "reg.io/team/app", "literal reg.io,literal team,mismatch /app"],
  ["reg.io/team/app", "reg.io/team/a/b", "literal reg.io,literal team/,mismatch a"],
  ["reg.io/team/app", "reg.io/team", "literal reg.io,mismatch team"],
  ["reg.io/*", "reh.io/x", "literal re,mismatch h"],
  ["reg.io/*", "reg.io:5000/x", "literal reg.io,mismatch :5000"],
  ["reg.io/team/*", "reg.io/teammate/x", "literal reg.io,literal team,mismatch mate"],
])("marks where %s stops fitting %s", (pattern, text, expected) => {
  expect(marks(pattern, text).join(",")).toBe(expected);
});

test("knows what was put in front of a name, and nothing where the text was changed", () => {
  expect(impliedPart(read("train:2"))).toBe("docker.io/library/");
  expect(impliedPart(read("reg.io/a"))).toBe("");
  expect(impliedPart(read("index.docker.io/library/a"))).toBe("");
});
