import type { CheckView } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import { applyEvent } from "#src/api/use-check.ts";
import { checkEndSentence, checkProgress } from "./check-progress.ts";

type Step = CheckView["steps"][number];
const step = (name: Step["step"], status: Step["status"]): Step => ({
  step: name,
  status,
  text: "",
  evidence: [],
});
const check = (more: Partial<CheckView>): CheckView => ({
  id: "c1",
  subject: "registry",
  profile: "full",
  registry: null,
  registryName: null,
  image: "registry.acme.example/app:v1",
  status: "running",
  runFrom: "server",
  startedAt: "2026-05-03T10:42:00.000Z",
  startedBy: null,
  finishedAt: null,
  durationMs: null,
  requests: null,
  imagesInUse: null,
  steps: [],
  diagnosis: null,
  digest: null,
  ...more,
});

describe("checkProgress", () => {
  test("counts the furthest step that has begun, in whatever order they arrived", () => {
    expect(checkProgress(check({}))).toEqual({ step: 1, steps: 7 });
    expect(
      checkProgress(check({ steps: [step("challenge", "started"), step("dns", "passed")] })),
    ).toEqual({ step: 4, steps: 7 });
  });
});

describe("checkEndSentence", () => {
  test("names the step that failed", () => {
    const steps = [step("credential", "passed"), step("token", "failed")];
    expect(checkEndSentence(check({ status: "finished", steps }))).toBe(
      "Check finished: failed at token",
    );
  });

  test("tells a cancelled check from one that failed", () => {
    expect(checkEndSentence(check({ status: "cancelled", steps: [step("dns", "failed")] }))).toBe(
      "Check cancelled",
    );
  });
});

describe("applyEvent", () => {
  test("a step's later word replaces the earlier one, and leaves the others alone", () => {
    const before = check({ steps: [step("dns", "started"), step("credential", "passed")] });
    const after = applyEvent(before, { kind: "step", seq: 3, step: step("dns", "passed") });
    expect(new Map(after.steps.map((one) => [one.step, one.status]))).toEqual(
      new Map([
        ["credential", "passed"],
        ["dns", "passed"],
      ]),
    );
    expect(before.steps[0]?.status).toBe("started");
  });

  test("the last event's check stands for everything before it", () => {
    const finished = check({ status: "finished", digest: "sha256:0" });
    expect(applyEvent(check({}), { kind: "finished", seq: 9, check: finished })).toBe(finished);
  });
});
