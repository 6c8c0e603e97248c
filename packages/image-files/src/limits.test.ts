import { expect, test } from "vitest";
import { readFixture } from "../test/read-file.ts";
import { findImages } from "./find-images.ts";
import { limits } from "./limits.ts";

test.each([
  "[",
  "- ",
  "{a: ",
  "? ",
  "a: ",
  "- [",
  "'",
  '"',
  "\t",
  "&a ",
  "*a ",
  "---\n",
  "!",
  "|\n",
  ":",
  "${",
  "${A",
  "{{",
  "a:\n-\n",
])("a text of nothing but %j is answered without throwing", (piece) => {
  for (const length of [100, 1000, limits.textLength]) {
    const many = piece.repeat(Math.floor(length / piece.length));
    expect(findImages(many).images).toEqual([]);
    expect(findImages(`services:\n  a:\n    image: ${many}`).kind).toBeTypeOf("string");
  }
});

test("a text above the limit is refused before it is read", () => {
  const { problems } = findImages(" ".repeat(limits.textLength + 1));
  expect(problems.map((problem) => problem.message)).toEqual([
    "This text is longer than 1 MiB. Paste the part that names images.",
  ]);
});

test("deep nesting is refused with its place, in blocks and in brackets", () => {
  const block = Array.from({ length: 130 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
  expect(findImages(block).problems).toEqual([
    { line: 122, column: 1, message: "The values here are nested too deeply." },
  ]);
  expect(findImages(`a: ${"[".repeat(60)}`).problems[0]).toMatchObject({ line: 1, column: 54 });
});

test("the length of a text below | or > counts as no indentation", () => {
  const line =
    "python train.py --epochs 10 --learning-rate 0.1 --dataset /valohai/inputs/data".repeat(2);
  const file = [
    "- step:",
    "    name: train",
    "    image: reg.io/train:1",
    "    description: >-",
    `      ${line}`,
    "    command: |",
    `      ${line}`,
    "      echo done",
    "- step:",
    "    name: next",
    "    image: reg.io/next:1",
  ];
  for (const end of ["\n", "\r\n"]) {
    const { images, problems } = findImages(file.join(end));
    expect(problems).toEqual([]);
    expect(images.map(({ text, line: at }) => [text, at])).toEqual([
      ["reg.io/train:1", 3],
      ["reg.io/next:1", 11],
    ]);
  }
  const deep = `a: |\n  x\n${Array.from({ length: 130 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")}`;
  expect(findImages(deep).problems).toEqual([
    { line: 124, column: 1, message: "The values here are nested too deeply." },
  ]);
});

test("variables inside variables cost no more than the text is long", () => {
  const inside = (levels: number) => `${"${A:-".repeat(levels)}x${"}".repeat(levels)}`;
  const [image] = findImages(`services: {a: {image: '${inside(500)}'}}`).images;
  expect(image?.variables).toEqual([expect.objectContaining({ name: "A", inTag: false })]);
  const { images, problems } = findImages(`services: {a: {image: '${inside(50_000)}'}}`);
  expect(images).toEqual([]);
  expect(problems.map(({ message }) => message)).toEqual([
    "The image of service 'a' is longer than 4096 characters.",
  ]);
});

test("aliases that multiply are cut off, and the file says so", () => {
  const lines = ["a: &a [{containers: [{image: x}]}]"];
  for (let level = 0; level < 30; level += 1) {
    const before = level === 0 ? "*a" : `*b${level - 1}`;
    lines.push(`b${level}: &b${level} [${Array(9).fill(before).join(", ")}]`);
  }
  const { images, problems } = findImages(`apiVersion: v1\nkind: X\n${lines.join("\n")}`);
  expect(images.length).toBeLessThanOrEqual(limits.images);
  expect(problems.some((problem) => problem.message.includes("through aliases"))).toBe(true);
});

test("aliases one inside another are cut off at a depth that no real file has", () => {
  const levels = Array.from(
    { length: 10_000 },
    (_, at) => `  b${at + 1}: &b${at + 1} {x: *b${at}}`,
  );
  const hidden = ["metadata:", "  b0: &b0 {x: 1}", ...levels].join("\n");
  const { problems } = findImages(`apiVersion: v1\nkind: X\n${hidden}\nspec: *b10000\n`);
  expect(problems.map(({ message }) => message)).toEqual([
    "The values here are nested too deeply.",
  ]);
});

test("services that extend one another in a long row cost no more than there are", () => {
  const row = (length: number) =>
    Array.from({ length }, (_, at) => `  a${at + 1}: {extends: a${at}}`).join("\n");
  const short = findImages(`services:\n  a0: {image: x/y}\n${row(50)}`);
  expect(short.problems).toEqual([]);
  expect(short.images.map(({ text }) => text)).toEqual(Array(51).fill("x/y"));
  // Without a limit this takes minutes.
  const long = findImages(`services:\n  a0: {image: x/y}\n${row(20_000)}`);
  expect(long.problems[0]?.message).toBe(
    "No image was found for service 'a51' within 50 services that extend one another.",
  );
});

test("merges that multiply are cut off, and the file says so once", () => {
  const keys = Array.from({ length: 3000 }, (_, key) => `k${key}: 1`).join(", ");
  const services = Array.from({ length: 1000 }, (_, name) => `  s${name}: {<<: *x, image: a}`);
  const { images, problems } = findImages(`x: &x {${keys}}\nservices:\n${services.join("\n")}`);
  expect(images).toHaveLength(1000);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toContain("through <<");
});

test("an anchor inside itself is unknown, not endless", () => {
  const { problems } = findImages("services: &a {web: *a}");
  expect(problems[0]?.message).toBe("There is no anchor &a before this place.");
});

test("never throws, whatever is cut from or put into a real file", () => {
  const random = generator(7);
  const pieces = [
    "\t",
    '"',
    "'",
    "[",
    "}",
    "- ",
    ": ",
    "&x ",
    "*x",
    "---\n",
    "{{ ",
    "${",
    "!t ",
    "|\n",
    "\u0000",
    "\uD800",
  ];
  for (const name of ["valohai.yaml", "compose.yaml", "kubernetes.yaml", "helm-template.yaml"]) {
    const file = readFixture(name);
    for (let round = 0; round < 250; round += 1) {
      const from = random(file.length);
      const to = from + random(40);
      const mutant = file.slice(0, from) + (pieces[random(pieces.length)] ?? "") + file.slice(to);
      const { images, problems } = findImages(mutant);
      for (const { line, column } of [...images, ...problems]) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(mutant.split("\n").length);
      }
    }
  }
});

/** Small, seeded and good enough to choose places. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}
