import type { CheckStepView, CheckView } from "@berth/api-contract";
import { expect, test } from "vitest";
import { createLiveChecks } from "./live-checks.ts";

const step = (text: string, status: CheckStepView["status"] = "passed"): CheckStepView => ({
  step: "dns",
  status,
  text,
  evidence: [],
});
const end = { id: "chk_1", status: "finished" } as CheckView;

function open() {
  const checks = createLiveChecks();
  return {
    checks,
    check: checks.open({ id: "chk_1", organizationId: "org_1", registryId: "reg_1" }),
  };
}

test("several watchers see every event once, from where they asked", async () => {
  const { check } = open();
  check.tellStep(step("one", "started"));
  const all = check.watch(0);
  const late = check.watch(1);
  expect(await all.next()).toMatchObject({ value: { seq: 1, step: { text: "one" } } });
  const waiting = late.next();
  check.tellStep(step("two"));
  expect(await waiting).toMatchObject({ value: { seq: 2 } });
  expect(await all.next()).toMatchObject({ value: { seq: 2 } });
  check.finish(end);
  expect(await all.next()).toMatchObject({ value: { kind: "finished", seq: 3 } });
  expect(await all.next()).toEqual({ done: true, value: undefined });
  expect(check.progress()).toEqual({ steps: [step("two")], imagesInUse: null });
});

test("a watcher that leaves while it waits is let go at once", async () => {
  const { check } = open();
  const watcher = check.watch(0);
  const waiting = watcher.next();
  await watcher.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test("a number from the future waits for what comes behind it", async () => {
  const { check } = open();
  check.tellStep(step("one"));
  const watcher = check.watch(99);
  const next = watcher.next();
  check.finish(end);
  expect(await next).toMatchObject({ value: { kind: "finished" } });
});

test("a check is another organization's secret, and runs until it has ended", async () => {
  const { checks, check } = open();
  expect(checks.get("org_2", "chk_1")).toBeNull();
  expect(checks.get("org_1", "chk_1")).toBe(check);
  expect(checks.isChecking("reg_1")).toBe(true);
  check.finish(end);
  check.finish({ ...end, id: "again" });
  expect(await check.finished).toBe(end);
  expect(checks.isChecking("reg_1")).toBe(false);
});

test("what ends an organization's checks leaves others' alone, and the end of the process ends them all", () => {
  const { checks, check } = open();
  const other = checks.open({ id: "chk_2", organizationId: "org_2", registryId: null });
  checks.cancelOf("org_1");
  expect([check.signal.aborted, other.signal.aborted]).toEqual([true, false]);
  checks.cancelAll();
  expect(other.signal.aborted).toBe(true);
});
