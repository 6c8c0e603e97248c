import { expect, test } from "vitest";
import { readFixture } from "../../test/read-file.ts";
import { findImages } from "../find-images.ts";

const steps = (...images: string[]) =>
  images.map((image, index) => `- step:\n    name: s${index}\n    image: ${image}`).join("\n");

test("finds exactly the images of steps, endpoints and overriding nodes, each with its place", () => {
  const { kind, images } = findImages(readFixture("valohai.yaml"));
  expect(kind).toBe("valohai");
  expect(images.map(({ where, text, line, column }) => [where, text, line, column])).toEqual([
    ["step 'preprocess-dataset'", "python:3.11", 5, 12],
    ["step 'train-model'", "registry.example.com:5000/team/tensorflow:2.6.0-gpu", 19, 12],
    ["step 'train-model-cpu'", "registry.example.com:5000/team/tensorflow:2.6.0-gpu", 19, 12],
    [
      "step 'train-model-cpu'",
      `eu.gcr.io/acme-ml/trainer@sha256:${"0123456789abcdef".repeat(4)}`,
      32,
      13,
    ],
    ["endpoint 'digits'", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/serving/digits:4", 42, 12],
    [
      "pipeline 'training-pipeline', node 'preprocess'",
      "ghcr.io/astral-sh/uv:python3.11-bookworm-slim",
      53,
      18,
    ],
    ["pipeline 'training-pipeline', node 'tuning'", "acme/tuner", 62, 18],
  ]);
  expect(images.every((image) => image.pulled && image.variables === undefined)).toBe(true);
});

test("says which step is replaced by a later one of the same name", () => {
  const { images } = findImages(readFixture("valohai.yaml"));
  const notes = images
    .filter((image) => image.where === "step 'train-model-cpu'")
    .map((i) => i.note);
  expect(notes).toEqual(["A later step of the same name replaces this one.", undefined]);
});

test("says that a node's step comes from elsewhere", () => {
  const { problems } = findImages(readFixture("valohai.yaml"));
  expect(problems).toEqual([
    {
      line: 54,
      column: 9,
      message:
        "The step of pipeline 'training-pipeline', node 'convert' comes from " +
        "'library:generic-preprocessors/csv-into-parquet'; its image isn't named in this file.",
    },
  ]);
});

test("leaves braces and dollar signs as they are, because Valohai fills in nothing", () => {
  const text = "registry.example.com/team/{parameter-value:tag}:${VER}";
  const [image] = findImages(steps(`"${text}"`)).images;
  expect(image).toMatchObject({ text, pulled: true });
  expect(image?.variables).toBeUndefined();
  expect(image?.note).toContain("used as it stands");
});

test.each([
  ["yes", "reads as a truth value to Valohai"],
  ["On", "reads as a truth value to Valohai"],
  ["3.8", "reads as 3.8, which is not text"],
  ["true", "reads as true, which is not text"],
  ['""', "is empty"],
  ["", "is empty"],
  ["[a, b]", "has to be one text"],
])("refuses the image %s, as Valohai does", (image, message) => {
  const found = findImages(steps("busybox", image, "python"));
  expect(found.images.map((found) => found.text)).toEqual(["busybox", "python"]);
  expect(found.problems).toHaveLength(1);
  expect(found.problems[0]?.message).toContain(`The image of step 's1' ${message}`);
});

test.each(['"yes"', "'3.8'", "!!str 3.8"])("takes %s for text", (image) => {
  const found = findImages(steps(image));
  expect(found.problems).toEqual([]);
  expect(found.images).toHaveLength(1);
});

test("names steps, endpoints and nodes without a name by their place", () => {
  const text =
    "- step: {command: x}\n- endpoint: {image: a}\n- pipeline: {nodes: [{override: {image: b}}]}";
  const { images, problems } = findImages(text);
  expect(images.map((image) => image.where)).toEqual(["endpoint 2", "pipeline 3, node 1"]);
  expect(problems.map((problem) => problem.message)).toEqual([
    "The image of step 1 is missing; Valohai needs one.",
  ]);
});

test("two steps without a name don't replace each other", () => {
  const { images } = findImages("- step: {image: a}\n- step: {image: b}");
  expect(images.map((image) => image.note)).toEqual([undefined, undefined]);
});

test("reports a deployment node that overrides an image, and a second document", () => {
  const text =
    "- step: {name: s, image: a}\n" +
    "- pipeline: {name: p, nodes: [{name: d, type: deployment, override: {image: b}}]}\n" +
    "---\n- step: {name: t, image: c}\n";
  const { images, problems } = findImages(text);
  expect(images.map((image) => image.text)).toEqual(["a"]);
  expect(problems.map(({ line, message }) => [line, message])).toEqual([
    [2, "The deployment node of pipeline 'p', node 'd' can't override an image."],
    [4, "Valohai reads one document only; what follows --- is an error."],
  ]);
});
