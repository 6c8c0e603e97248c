import { expect, test } from "vitest";
import type { Expiry, Health, Registry } from "../../store/rows.ts";
import { effectOnProven, healthOf, healthView } from "./health.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 4, 10);
const healthy: Health = {
  state: "healthy",
  reason: null,
  since: now - day,
  checkedAt: now - day,
  checkId: "chk_1",
  checkedBy: null,
};

function viewOf(
  over: Partial<Pick<Registry, "health" | "paused"> & { expiry: Expiry }>,
  checking = false,
) {
  const registry = {
    health: healthy,
    paused: false,
    expiry: { at: null, source: "unknown" as const },
    ...over,
  };
  return healthView(registry, now, checking);
}

test("the worst of what is known is shown", () => {
  const failing: Health = { ...healthy, state: "failing", reason: "rejected" };
  const past = { at: now - day, source: "entered" as const };
  expect(viewOf({}).state).toBe("healthy");
  expect(viewOf({ health: failing, expiry: past, paused: true }, true).state).toBe("paused");
  expect(viewOf({ health: failing, expiry: past }, true).state).toBe("checking");
  expect(viewOf({ health: failing, expiry: past })).toMatchObject({
    state: "expired",
    reason: "The secret ended on 9 May 2026.",
  });
  expect(viewOf({ health: failing, expiry: { at: now + day, source: "read" } }).state).toBe(
    "failing",
  );
  expect(viewOf({ expiry: { at: now + 13 * day, source: "read" } }).state).toBe("expiring");
  expect(viewOf({ expiry: { at: now + 15 * day, source: "read" } }).state).toBe("healthy");
});

test("a usual lifetime is a guess: it warns, and ends nothing", () => {
  const guess = viewOf({ expiry: { at: now - day, source: "default" } });
  expect(guess.state).toBe("expiring");
  expect(guess.reason).toContain("usually");
});

test("a check that says nothing about the credential changes nothing", () => {
  expect(healthOf("none", { id: "chk_2", symptom: "x", at: now }, healthy)).toBeNull();
});

test("health keeps the moment from which it has been so", () => {
  const check = { id: "chk_2", symptom: "rejected", at: now };
  expect(healthOf("healthy", check, healthy)).toMatchObject({
    since: healthy.since,
    checkId: "chk_2",
    checkedBy: null,
  });
  expect(healthOf("failing", check, healthy)).toMatchObject({ since: now, reason: "rejected" });
});

test("an image that is missing or forbidden, one cannot tell which, takes no proven credential away", () => {
  const effectOf = (
    type: string,
    code: string,
    outcome: "denied_or_missing" | "bad_credential",
    confidence: "certain" | "likely" | "one-of-two",
  ) => effectOnProven(type, { code, outcome, confidence, healthEffect: "failing" });
  expect(effectOf("standard", "DENIED", "denied_or_missing", "one-of-two")).toBe("none");
  // AWS names the missing right, which is that of one repository.
  expect(effectOf("aws-ecr", "AWS-PULL", "denied_or_missing", "certain")).toBe("none");
  expect(effectOf("aws-ecr", "AWS-REPO-POLICY", "denied_or_missing", "certain")).toBe("none");
  expect(effectOf("aws-ecr", "AWS-PULL-DENIED", "denied_or_missing", "certain")).toBe("none");
  // These are needed for any image.
  expect(effectOf("aws-ecr", "AWS-DENIED", "denied_or_missing", "certain")).toBe("failing");
  expect(effectOf("aws-ecr", "AWS-POLICY", "denied_or_missing", "certain")).toBe("failing");
  expect(effectOf("standard", "AUTH-REJECTED", "bad_credential", "likely")).toBe("failing");
});
