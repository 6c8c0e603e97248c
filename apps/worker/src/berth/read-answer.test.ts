import {
  errorBodySchema,
  workerPatternsSchema,
  workerPullAnswerSchema,
  workerSelfSchema,
} from "@berth/api-contract";
import { expect, test } from "vitest";
import { readError, readPatterns, readPullAnswer, readSelf } from "./read-answer.ts";

const anonymous = {
  pull: "p1",
  image: { canonical: "docker.io/library/alpine" },
  match: null,
  outcome: "anonymous",
  reason: null,
  message: "No pattern covers this image.",
  scope: null,
  expiresAt: null,
};
const match = { registry: "Team", pattern: "reg.io/*", reason: "only one" };
const pair = { registryHost: "reg.io", username: "u", password: "p" };
const token = { registryHost: "reg.io", registryToken: "t" };
const signedIn = { ...anonymous, match, outcome: "credential", credential: token, scope: "x" };

const valid = [
  anonymous,
  signedIn,
  { ...signedIn, credential: pair, expiresAt: "2027-01-01T00:00:00.000Z" },
  { ...anonymous, outcome: "refused", reason: "personal_project", image: { canonical: null } },
  { ...anonymous, unknownField: 1 },
];

const invalid: unknown[] = [
  null,
  "text",
  [],
  {},
  { ...anonymous, pull: 1 },
  { ...anonymous, image: null },
  { ...anonymous, image: { canonical: 1 } },
  { ...anonymous, match: {} },
  { ...anonymous, match: undefined },
  { ...anonymous, outcome: "maybe" },
  { ...anonymous, reason: 1 },
  { ...anonymous, message: undefined },
  { ...anonymous, scope: undefined },
  { ...anonymous, expiresAt: 1 },
  { ...signedIn, credential: {} },
  { ...signedIn, credential: { registryHost: "reg.io" } },
  { ...signedIn, credential: { registryHost: "reg.io", username: "u" } },
];

test.each(valid.map((answer) => [JSON.stringify(answer), answer]))(
  "%s is read",
  (_text, answer) => {
    expect(workerPullAnswerSchema.safeParse(answer).success).toBe(true);
    expect(readPullAnswer(answer)).toEqual(answer);
  },
);

test.each(invalid.map((answer) => [JSON.stringify(answer), answer]))(
  "%s is refused, as the contract refuses it",
  (_text, answer) => {
    expect(workerPullAnswerSchema.safeParse(answer).success).toBe(false);
    expect(readPullAnswer(answer)).toBeNull();
  },
);

test("a credential and its outcome belong together, and a pull has an id", () => {
  expect(readPullAnswer({ ...anonymous, credential: token })).toBeNull();
  expect(readPullAnswer({ ...signedIn, credential: undefined })).toBeNull();
  expect(readPullAnswer({ ...anonymous, pull: "" })).toBeNull();
});

test("an error is read where it is one of ours", () => {
  const body = { error: { code: "token_invalid", message: "no", requestId: "r1" } };
  expect(errorBodySchema.safeParse(body).success).toBe(true);
  expect(readError(body)).toEqual(body.error);
  for (const other of [null, {}, { error: "x" }, { error: { code: "x" } }]) {
    expect(readError(other)).toBeNull();
  }
});

const entry = {
  id: "p1",
  pattern: "reg.io/*",
  hosts: { kind: "exact", hosts: ["reg.io"] },
  registryId: "r1",
  registryName: "Team",
  paused: false,
  refusal: null,
  servesHost: false,
};
const refusal = { reason: "registry_paused", message: "It is paused." };

test("patterns are read and refused as the contract does", () => {
  for (const entries of [
    [],
    [entry],
    [{ ...entry, hosts: { kind: "wildcard", pattern: "*.reg.io" }, paused: true, refusal }],
  ]) {
    expect(workerPatternsSchema.safeParse({ entries }).success).toBe(true);
    expect(readPatterns({ entries })).toEqual({ entries, mappings: [] });
    const mappings = [{ from: "docker.io", to: "reg.io/hub" }];
    expect(readPatterns({ entries, mappings })).toEqual({ entries, mappings });
  }
  for (const body of [
    {},
    { entries: entry },
    { entries: [{ ...entry, pattern: 1 }] },
    { entries: [{ ...entry, hosts: { kind: "exact", hosts: [1] } }] },
    { entries: [{ ...entry, hosts: { kind: "other" } }] },
    { entries: [{ ...entry, paused: "no" }] },
    { entries: [{ ...entry, refusal: {} }] },
    { entries: [{ ...entry, refusal: undefined }] },
    { entries: [], mappings: [{ from: "docker.io" }] },
    { entries: [], mappings: {} },
  ]) {
    expect(workerPatternsSchema.safeParse(body).success).toBe(false);
    expect(readPatterns(body)).toBeNull();
  }
});

const self = {
  organization: { name: "Acme", slug: "acme" },
  token: {
    name: "gpu-3",
    prefix: "brth_w_x",
    project: { kind: "any" },
    expiresAt: "2027-01-01T00:00:00.000Z",
    actions: ["pull", "check"],
  },
  project: { kind: "none" },
  serverTime: "2026-12-01T00:00:00.000Z",
};

test("whose token it is, is read and refused as the contract does", () => {
  const named = { kind: "project", name: "training", ownerKind: "person" };
  for (const project of [self.project, named, { kind: "refused", ...refusal }]) {
    expect(workerSelfSchema.safeParse({ ...self, project }).success).toBe(true);
    expect(readSelf({ ...self, project })).toEqual({ ...self, project });
  }
  const { actions: _, ...older } = self.token;
  expect(readSelf({ ...self, token: older })?.token.actions).toContain("pull");
  for (const body of [
    {},
    { ...self, organization: {} },
    { ...self, token: { ...self.token, expiresAt: null } },
    { ...self, token: { ...self.token, actions: "pull" } },
    { ...self, project: { kind: "project" } },
    { ...self, serverTime: undefined },
  ]) {
    expect(workerSelfSchema.safeParse(body).success).toBe(false);
    expect(readSelf(body)).toBeNull();
  }
});
