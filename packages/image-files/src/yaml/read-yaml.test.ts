import { expect, test } from "vitest";
import { readFixture } from "../../test/read-file.ts";
import { findImages } from "../find-images.ts";

/** A mistake between two services that are right. */
const around = (mistake: string) =>
  findImages(`services:\n  web:\n    image: a/web:1\n${mistake}\n  db:\n    image: postgres:16\n`);

test.each([
  ["  api:\n\timage: b/b", "5:1 This line is indented with a tab. YAML takes spaces only."],
  ['  api:\n    image: "b/b', "5:12 The quote that opens here is never closed."],
  ["  api:\n    image: @b", "5:12 A value can't begin with this character. Put it in quotes."],
  ["  api:\n    image: b/b: 1", "5:12 There are two “:” on this line. Put the value in quotes."],
  ["  api\n    image: b/b", "4:3 A “:” is missing after this name, or it runs over several lines."],
  [
    "  api:\n    image: b\n   ports: []",
    "6:1 This line is indented differently from the lines it belongs to.",
  ],
  ["  api:\n    image: *b", "5:12 There is no anchor &b before this place."],
  ["  web: {image: c}", '4:3 The key "web" stands here for the second time.'],
])("tells the place of a mistake in plain words and reads on behind it: %j", (mistake, told) => {
  const { images, problems } = around(mistake);
  const [first] = problems;
  expect(`${first?.line}:${first?.column} ${first?.message}`).toBe(told);
  expect(images.map((image) => image.text)).toContain("postgres:16");
});

test("reads what a tab or an open quote would have hidden, at its own place", () => {
  const { images } = findImages(readFixture("broken.yaml"));
  expect(images.map(({ text, line, column }) => [text, line, column])).toEqual([
    ["registry.example.com/team/web:1", 3, 12],
    ["registry.example.com/team/api:1", 5, 9],
    ["postgres:16", 7, 12],
  ]);
});

test("counts lines and columns alike with CRLF and a byte order mark", () => {
  const text = "services:\n  web:\n    image: a\n  db: {image: 'b'}\n";
  const places = (written: string) =>
    findImages(written).images.map(({ line, column }) => [line, column]);
  expect(places(text)).toEqual([
    [3, 12],
    [4, 16],
  ]);
  expect(places(text.replaceAll("\n", "\r\n"))).toEqual(places(text));
  expect(places(`\uFEFF${text}`)).toEqual(places(text));
});

test.each(["", "   ", "# nothing", "---\n---\n"])("an empty text (%j) is no mistake", (text) => {
  expect(findImages(text)).toEqual({
    kind: "unknown",
    images: [],
    problems: [{ line: 1, column: 1, message: "There is nothing here yet." }],
  });
});

test.each(["hello", "FROM alpine\nRUN x", '{"a": 1}', "- a\n- b"])(
  "%j is no file it knows",
  (text) => {
    const { kind, problems } = findImages(text);
    expect(kind).toBe("unknown");
    expect(problems.map((problem) => problem.message)).toEqual([
      "This is no valohai.yaml, Compose file or Kubernetes manifest.",
    ]);
  },
);

test("the file's name decides where the text doesn't", () => {
  expect(findImages("[]", { fileName: "ci/valohai.yaml" }).kind).toBe("valohai");
  expect(findImages("name: x", { fileName: "C:\\app\\docker-compose.prod.yml" }).kind).toBe(
    "compose",
  );
  expect(findImages("name: x", { fileName: "values.yaml" }).kind).toBe("unknown");
});
