import { describe, expect, test } from "vitest";
import {
  bearer,
  manifest,
  rateLimit,
  rows as commonRows,
  stopped,
  token,
} from "../../test/diagnosis-rows.ts";
import { answered, failed, traceOf } from "../../test/trace-fixture.ts";
import { vendorRows } from "../../test/vendor-rows.ts";
import type { Stop } from "../check-event.ts";
import { diagnose, diagnosisCodes } from "./diagnose.ts";

const rows = [...commonRows, ...vendorRows];

test.each(rows)("row %s", (_row, trace, code) => {
  expect(diagnose(trace).code).toBe(code);
});

test("every code stands in the table", () => {
  const reached = new Set(rows.map(([, , code]) => code));
  expect(diagnosisCodes.filter((code) => !reached.has(code))).toEqual([]);
});

test.each(rows)("speaks in whole sentences: %s", (_row, trace) => {
  const { symptom, causes, remedies } = diagnose(trace);
  for (const sentence of [symptom, ...causes, ...remedies]) {
    expect(sentence).toMatch(/^[A-Z`“].*[.”…]$|^\S+ .*\.$/s);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    // Double asterisks name a control; a single one would be shown as it is.
    expect(sentence.replaceAll("**", "")).not.toMatch(/\*\w[^*]*\w\*/);
  }
});

test.each(rows)("names at most two causes and at least one remedy: %s", (_row, trace) => {
  const { causes, remedies, confidence } = diagnose(trace);
  expect(causes.length).toBeLessThanOrEqual(2);
  expect(remedies.length).toBeGreaterThan(0);
  // Where two causes can't be told apart, both are named.
  expect(confidence !== "one-of-two" || causes.length === 2).toBe(true);
});

test.each(rows)("speaks of the worker where a worker asked: %s", (_row, trace, code) => {
  const ofServer = /network than the Berth|BERTH_OUTBOUND_ALLOW|from a worker|of the Berth server/;
  const { symptom, causes, remedies } = diagnose({ ...trace, from: "worker" });
  // What the operator allows this server, and its own sign-ins, are no worker's business.
  if (["POLICY-REFUSED", "GCP-CLOCK", "TOKEN-UNUSABLE"].includes(code)) return;
  for (const sentence of [symptom, ...causes, ...remedies]) expect(sentence).not.toMatch(ofServer);
});

describe("trouble never marks a credential as bad", () => {
  const transient = rows.filter(([row]) => /^(1|2|24|25) /.test(row));

  test.each(transient)("%s", (_row, trace) => {
    expect(diagnose(trace).healthEffect).toBe("trouble");
  });

  test("and only a refusal or a missing right marks it as failing", () => {
    const failing = new Set(
      rows
        .map(([, trace]) => diagnose(trace))
        .flatMap((found) => (found.healthEffect === "failing" ? [found.code] : [])),
    );
    expect([...failing].sort()).toEqual([
      "AUTH-REJECTED",
      "AWS-ACCOUNT",
      "AWS-DENIED",
      "AWS-KEY",
      "AWS-POLICY",
      "AWS-PULL",
      "AWS-PULL-DENIED",
      "AWS-REGION",
      "AWS-REPO-POLICY",
      "AWS-ROLE",
      "AWS-SESSION",
      "AWS-SIGN",
      "AWS-STS-REGION",
      "AZ-ACCESS",
      "AZ-APP",
      "AZ-DISABLED",
      "AZ-ELSEWHERE",
      "AZ-MODE",
      "AZ-SECRET",
      "AZ-TENANT",
      "AZ-USER",
      "AZ-WRONG-SECRET",
      "CRED-EXPIRED",
      "CRED-MALFORMED",
      "DENIED",
      "GCP-ACCOUNT",
      "GCP-KEY",
      "GCP-SCOPE",
      "HUB-SCOPE",
      "PACKAGE-DENIED",
      "PUBLIC-BROKEN",
      "TOKEN-SCOPE",
    ]);
  });
});

describe("speaks with the user's own names", () => {
  test("DENIED names user and repository, and leaves both causes open", () => {
    const trace = traceOf(
      [
        answered("get", 401, {
          challenge: bearer("insufficient_scope"),
          error: { message: "authentication required" },
        }),
      ],
      { token },
    );
    expect(diagnose(trace)).toEqual({
      code: "DENIED",
      outcome: "denied_or_missing",
      confidence: "one-of-two",
      symptom: "Signed in, but `ml/train` can't be read: “authentication required”",
      causes: [
        "`alice` has no right to pull from it.",
        "It doesn't exist: registries often answer the same.",
      ],
      remedies: [
        "Check the spelling of `ml/train`.",
        "Grant the right to pull from exactly `ml/train`.",
      ],
      healthEffect: "failing",
    });
  });

  test("AUTH-REJECTED quotes the registry and gives the type's rule for user names", () => {
    const found = diagnose(
      traceOf([answered("token", 401, { error: { message: "incorrect username or password" } })]),
    );
    expect(found.symptom).toBe(
      "The registry rejected the user name or secret: “incorrect username or password”",
    );
    expect(found.causes[1]).toBe(
      "The user name isn't the one this registry expects. Use the robot's full name.",
    );
  });

  test("RATE-LIMIT tells how much is left and when to come back", () => {
    expect(diagnose(traceOf([answered("get", 429)], { rateLimit })).symptom).toBe(
      "Pull limit reached: 0 of 100 left; try again in 3 h 12 m.",
    );
  });

  test("IP-BLOCKED gives the address to allow", () => {
    const said = { message: "client with IP '203.0.113.7' is not allowed access." };
    expect(diagnose(traceOf([answered("get", 403, { error: said })])).remedies[0]).toBe(
      "Add 203.0.113.7 to the registry's allowed addresses.",
    );
  });

  test("REALM-REFUSED shows both hosts", () => {
    const stop: Stop = {
      reason: "realm-refused",
      problem: "other-origin",
      realm: "https://gitlab.example.com/jwt/auth",
    };
    expect(diagnose(stopped(stop)).symptom).toBe(
      "`reg.example.com` wants the secret sent to `https://gitlab.example.com`, which is not its own address. Nothing was sent there.",
    );
  });

  test("a re-check doesn't claim more than it did", () => {
    expect(
      diagnose(traceOf([answered("head", 200)], { manifest, profile: "re-check" })).symptom,
    ).toBe("The credential can still read `reg.example.com/ml/train:v2`.");
  });
});

test("is a pure function of the trace", () => {
  for (const [, trace] of rows) {
    const copy = structuredClone(trace);
    expect(diagnose(trace)).toEqual(diagnose(copy));
    expect(trace).toEqual(copy);
  }
});

test("a failed GET doesn't hide what the HEAD before it said", () => {
  const head = answered("head", 401, { challenge: bearer("insufficient_scope") });
  expect(diagnose(traceOf([head, failed("get", "reset")], { token })).code).toBe("DENIED");
});
