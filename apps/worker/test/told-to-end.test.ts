import { expect, test, vi } from "vitest";
import { withPair } from "./decisions.ts";
import { secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

test.each([
  ["auth-file", "alpine", "-o", "auth.json", "--json"],
  ["check", "alpine", "--json"],
  ["kubelet-config", "--json"],
  ["scan", "compose.yaml", "--json"],
])("%s that is told to end while Berth is silent says so", async (...words) => {
  const berth = await stage.berth(withPair("alice", secret));
  const asked = new Promise<void>((resolve) => {
    for (let left = 2; left > 0; left -= 1) berth.interruptions.push(() => resolve());
  });
  stage.sandbox.write("compose.yaml", "services: { a: { image: alpine } }");
  const started = stage.sandbox.start(words, { BERTH_URL: berth.url, BERTH_TOKEN: berth.token });
  await asked;
  started.child.kill("SIGTERM");
  const ended = await started.ended;
  const error = "Interrupted before it was done.";
  expect(JSON.parse(ended.stdout)).toEqual({ ok: false, error, exitCode: 143 });
  expect(ended).toMatchObject({ code: 143, stderr: `berth-worker: ${error}\n` });
});

test("a doctor that is told to end makes no findings of it", async () => {
  const berth = await stage.berth(withPair("alice", secret));
  const asked = new Promise<void>((resolve) => berth.interruptions.push(() => resolve()));
  const environment = { BERTH_URL: berth.url, BERTH_TOKEN: berth.token };
  const started = stage.sandbox.start(["doctor"], environment);
  await asked;
  started.child.kill("SIGINT");
  expect(await started.ended).toMatchObject({ code: 130, stdout: "" });
});

test("a check that is told to end in the middle ends in the record, and is no check", async () => {
  const reg = await stage.registry("standard-basic", { scenario: "slow" });
  const berth = await stage.berth(withPair("alice", secret));
  const words = ["check", `${reg.host}/team/app:1`];
  const started = stage.sandbox.start(words, settingsFor(berth, reg));
  await vi.waitFor(() => expect(reg.requests).not.toEqual([]), { timeout: 20_000 });
  started.child.kill("SIGINT");
  expect(await started.ended).toMatchObject({ code: 130, stdout: "" });
  expect(berth.checks).toEqual([]);
  expect(berth.reports).toMatchObject([
    { report: { status: "failed", error: "The check was interrupted." } },
  ]);
});

test("a registry that stays silent until the time is up is named", async () => {
  const reg = await stage.registry("standard-basic", { scenario: "slow" });
  const berth = await stage.berth(withPair("alice", secret));
  const words = ["pull", `${reg.host}/team/app:1`, "--to", "oci:app", "--timeout", "6"];
  const ended = await stage.sandbox.run(words, settingsFor(berth, reg));
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("0 B so far, nothing new for 5.0 s");
  const error = `The pull didn't end within 6.0 s. ${reg.host} hadn't answered in full by then.`;
  expect(ended.stderr).toContain(error);
  expect(berth.reports).toMatchObject([{ report: { status: "failed", error } }]);
});
