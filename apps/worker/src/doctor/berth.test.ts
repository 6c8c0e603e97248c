import type { WorkerSelf } from "@berth/api-contract";
import { expect, test } from "vitest";
import { exitCode } from "../exit-code.ts";
import { Failure, TokenLimited } from "../failure.ts";
import { berthFindings, failureFindings } from "./berth.ts";

const now = Date.UTC(2026, 4, 1);
const day = 86_400_000;

function self(over: Partial<WorkerSelf> = {}, daysLeft = 30): WorkerSelf {
  return {
    organization: { name: "Acme", slug: "acme" },
    token: {
      name: "gpu-3",
      prefix: "brth_w_01234",
      project: { kind: "any" },
      expiresAt: new Date(now + daysLeft * day + 1000).toISOString(),
      actions: ["pull", "read-patterns", "check"],
    },
    project: { kind: "none" },
    serverTime: new Date(now).toISOString(),
    ...over,
  };
}

const url = "https://berth.example.com";
const found = (answer: WorkerSelf, clock = now) =>
  Object.fromEntries(berthFindings(url, answer, clock).map((one) => [one.id, one]));

test("all is well where Berth answers, the token lasts and the clocks agree", () => {
  const findings = berthFindings(url, self(), now + 59_000);
  expect(findings.map(({ id, status }) => `${status} ${id}`)).toEqual([
    "pass berth",
    "pass token",
    "pass project",
    "pass clock",
  ]);
  expect(findings[1]?.message).toBe("'gpu-3' (brth_w_01234…) of Acme, 30 days left");
});

test.each([
  [7, "pass", "7 days left"],
  [6, "warn", "6 days left"],
  [1, "warn", "1 day left"],
  [0, "warn", "0 days left"],
])("%d days before a token's end its line says %s", (days, status, text) => {
  const { token } = found(self({}, days));
  expect(token).toMatchObject({ status, message: expect.stringContaining(text) });
  expect(token?.advice === null).toBe(status === "pass");
});

test.each([
  [61_000, "1 min 1 s ahead of Berth's"],
  [-day, "1 d 0 h behind Berth's"],
])("a clock that is %d ms off fails", (skew, message) => {
  expect(found(self(), now + skew)["clock"]).toMatchObject({ status: "fail", message });
});

test("a token's days are counted by Berth's clock, whatever this machine's says", () => {
  expect(found(self(), now + 60 * day)["token"]?.message).toContain("30 days left");
});

test("a token that may not pull is warned of", () => {
  const { token } = self();
  const limited: WorkerSelf["token"] = { ...token, actions: ["read-patterns", "check"] };
  expect(found(self({ token: limited }))["token"]).toMatchObject({
    status: "warn",
    message: expect.stringContaining('it may do "read-patterns" and "check" only, and no pull'),
  });
});

test("a project that Berth refuses fails, a personal one is warned of", () => {
  const refused = { kind: "refused", reason: "project_unknown", message: "No such." } as const;
  expect(found(self({ project: refused }))["project"]).toMatchObject({ status: "fail" });
  const personal = { kind: "project", name: "aino", ownerKind: "person" } as const;
  expect(found(self({ project: personal }))["project"]).toMatchObject({ status: "warn" });
});

test("without an answer what depends on it is skipped, and a rejected token is told apart", () => {
  const statuses = (failure: Failure, skewMs: number | null = null) =>
    failureFindings(url, failure, skewMs).map(({ id, status }) => `${status} ${id}`);
  expect(statuses(new Failure(exitCode.berthUnreachable, "It refuses connections."))).toEqual([
    "fail berth",
    "skip token",
    "skip project",
    "skip clock",
  ]);
  expect(statuses(new Failure(exitCode.tokenRejected, "Rejected."))).toEqual([
    "pass berth",
    "fail token",
    "skip project",
    "skip clock",
  ]);
  // What is wrong is said; nothing got lost on the way.
  const limited = failureFindings(url, new TokenLimited("From other networks only."), null);
  expect(limited[1]).toMatchObject({ status: "fail", advice: null });
  // Who rejects a token tells the time all the same.
  expect(statuses(new Failure(exitCode.tokenRejected, "Rejected."), -day)).toContain("fail clock");
});
