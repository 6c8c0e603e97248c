import type { WorkerPattern, WorkerSelf } from "@berth/api-contract";
import { createPatternIndex } from "@berth/image-pattern";
import { expect, test } from "vitest";
import { sarifOf } from "./sarif.ts";
import { countVerdicts, scanFiles } from "./scan-files.ts";

const entry = (pattern: string, over: Partial<WorkerPattern> = {}): WorkerPattern => ({
  id: pattern,
  pattern,
  hosts: { kind: "exact", hosts: [pattern.split("/")[0] ?? ""] },
  registryId: "r1",
  registryName: "Team",
  paused: false,
  refusal: null,
  servesHost: false,
  ...over,
});
const paused = { reason: "registry_paused", message: "'Old' is paused." } as const;
const patterns = [
  entry("reg.example.com/team/*"),
  entry("old.example.com/*", { registryName: "Old", paused: true, refusal: paused }),
];
const training = { kind: "project", name: "training", ownerKind: "organization" } as const;
const compose = `services:
  a: { image: "reg.example.com/team/app:\${TAG}" }
  b: { image: "old.example.com/x" }
  c: { image: "alpine" }
  d: { image: "\${REGISTRY}/app" }
  e: { image: "reg.example.com/TEAM/app" }
  f: { build: . }
`;

function scan(
  text: string,
  project: WorkerSelf["project"] = training,
  values = {},
  others: { name: string; text: string }[] = [],
) {
  const entries = new Map(patterns.map((one) => [one.id, one]));
  const mappings = [{ from: "quay.io", to: "reg.example.com/team/quay" }];
  const rules = { index: createPatternIndex(patterns), entries, mappings, project };
  return scanFiles([{ name: "dir/compose.yaml", text }, ...others], values, rules);
}

const verdicts = (files: ReturnType<typeof scan>) =>
  files.flatMap(({ images }) => images.map(({ verdict, reason }) => reason ?? verdict));

test("each image gets what Berth would answer to its pull, and the place it stands at", () => {
  const [file] = scan(compose);
  expect(verdicts(scan(compose))).toEqual([
    "covered",
    "registry_paused",
    "uncovered",
    "unreadable",
    "unreadable",
    "not-pulled",
  ]);
  expect(file?.images[0]).toMatchObject({
    line: 2,
    column: 16,
    where: "service 'a'",
    canonical: "reg.example.com/team/app",
    registry: "Team",
    pattern: "reg.example.com/team/*",
  });
  expect(file?.images[2]?.message).toContain("the pull is anonymous");
  expect(file?.images[3]?.message).toContain("Without a value for REGISTRY");
  expect(countVerdicts(scan(compose))).toEqual({
    covered: 1,
    uncovered: 1,
    refused: 1,
    unreadable: 2,
    "not-pulled": 1,
    problems: 0,
  });
});

test("what the file itself makes of an image is said beside the verdict", () => {
  const image = "reg.example.com/team/{parameter:tag}:${VER}";
  const text = `- step: { name: a, image: "${image}", command: x }`;
  const [file] = scan(text);
  expect(file?.images[0]).toMatchObject({ verdict: "unreadable", image });
  expect(file?.images[0]?.message).toContain("Valohai fills in nothing in image names");
});

test("a variable's value settles what it is part of", () => {
  const [file] = scan(compose, training, { REGISTRY: "reg.example.com/team" });
  expect(file?.images[3]).toMatchObject({ verdict: "covered", image: "${REGISTRY}/app" });
});

test("a personal project is refused where a pattern matches and nowhere else", () => {
  const project = { kind: "project", name: "aino", ownerKind: "person" } as const;
  expect(verdicts(scan(compose, project)).slice(0, 3)).toEqual([
    "personal_project",
    "personal_project",
    "uncovered",
  ]);
});

test("a project that Berth refuses refuses every image that can be read", () => {
  const project = { kind: "refused", reason: "project_unknown", message: "None." } as const;
  expect(verdicts(scan(compose, project)).slice(0, 4)).toEqual([
    "project_unknown",
    "project_unknown",
    "project_unknown",
    "unreadable",
  ]);
});

test("SARIF names what was found with its place, and makes errors of what is told to fail", () => {
  const { runs } = sarifOf(scan(compose), ["refused"]) as {
    runs: { results: { ruleId: string; level: string; locations: unknown[] }[] }[];
  };
  const results = runs[0]?.results ?? [];
  expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
    "refused error",
    "uncovered warning",
    "unreadable warning",
    "unreadable warning",
  ]);
  expect(results[0]?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "dir/compose.yaml" },
        region: { startLine: 3, startColumn: 16 },
      },
    },
  ]);
});

test("what is wrong with a file is told beside what can be read of it", () => {
  const files = scan("services:\n  a: { image: reg.example.com/team/app }\n  b: [\n");
  expect(verdicts(files)).toEqual(["covered"]);
  expect(countVerdicts(files).problems).toBeGreaterThan(0);
  expect(JSON.stringify(sarifOf(files, ["unreadable"]))).toContain('"level":"error"');
});

test("a file that is included is told of where it isn't scanned too", () => {
  const text = "include: [../db/compose.yaml, none.yaml]\nservices: { a: { image: alpine } }";
  const db = { name: "./db/compose.yaml", text: "services: { b: { image: alpine } }" };
  const problems = (others: (typeof db)[]) => scan(text, training, {}, others)[0]?.problems;
  expect(problems([])?.map(({ column }) => column)).toEqual([11, 31]);
  expect(problems([db])).toEqual([
    {
      line: 1,
      column: 31,
      message: "'none.yaml' is included here, and its services aren't part of this text.",
    },
  ]);
});

test("an image that is mapped to a cache is judged by the name it is pulled under", () => {
  const [file] = scan("services: { a: { image: quay.io/acme/app } }");
  expect(file?.images[0]).toMatchObject({
    verdict: "covered",
    image: "quay.io/acme/app",
    canonical: "reg.example.com/team/quay/acme/app",
  });
});
