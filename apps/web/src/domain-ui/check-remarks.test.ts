import type { Evidence } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import { provenCheck, sampleStep } from "../../test/sample-check.ts";
import { checkRemarks } from "./check-remarks.ts";

const limit = (change: object = {}): Evidence => ({
  kind: "rate-limit",
  limit: 200,
  remaining: 199,
  windowSeconds: 21_600,
  source: "acme",
  retryAfterSeconds: null,
  ...change,
});
const signedIn = {
  kind: "exchange",
  exchange: {
    purpose: "token",
    method: "GET",
    url: "https://auth.docker.io/token",
    authorization: "basic",
    at: 0,
    durationMs: 1,
    network: [],
    answer: { status: 200, contentType: null, bodyBytes: 0, headers: [], challenges: [] },
  },
} satisfies Evidence;

const remarksOn = (...evidence: Evidence[]) =>
  checkRemarks(provenCheck({ steps: [{ ...sampleStep("manifest", "passed"), evidence }] }));

describe("what a check found out beside its verdict", () => {
  test.each([
    [limit(), "Pull limit: 199 of 200 left in 6 h, counted for `acme`."],
    [limit({ limit: null, source: null }), "Pull limit: 199 left in 6 h."],
    [limit({ remaining: null, windowSeconds: null }), "Pull limit: 200 pulls, counted for `acme`."],
    [limit({ limit: null, remaining: null, retryAfterSeconds: 5 }), null],
  ])("says how many pulls are left: %#", (evidence, text) => {
    expect(remarksOn(evidence).pullLimit).toBe(text);
  });

  test("says that no limit counts, where that is what the registry's silence means", () => {
    const text = "No pull limit that the registry reports for this credential.";
    const silent = remarksOn({ kind: "notice", code: "no-pull-limit", text });
    expect(silent).toMatchObject({ pullLimit: text, countedForAddress: false });
  });

  test("notices pulls that are counted for an address although somebody signed in", () => {
    expect(remarksOn(signedIn, limit({ source: "203.0.113.7" })).countedForAddress).toBe(true);
    expect(remarksOn(signedIn, limit({ source: "2001:db8::7" })).countedForAddress).toBe(true);
    expect(remarksOn(signedIn, limit()).countedForAddress).toBe(false);
    expect(remarksOn(limit({ source: "203.0.113.7" })).countedForAddress).toBe(false);
  });

  test("tells why a credential can do more than pull", () => {
    const text = "The registry also grants push on `acme/app`; pull is enough.";
    expect(remarksOn({ kind: "notice", code: "over-privileged", text }).overPrivileged).toBe(text);
    expect(remarksOn().overPrivileged).toBeNull();
  });
});
