import { vi, expect, test } from "vitest";
import { withPair, withToken } from "./decisions.ts";
import { childOf, descriptorOf, goneSoon, seen } from "./processes.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();
const bearer = "bearer-of-the-registry-0123456789";
const pairInBase64 = Buffer.from(`alice:${secret}`).toString("base64");
const everySecret = [secret, bearer, pairInBase64];

/** A pull that hangs because the registry never answers. */
async function hangingPull(kind: "bearer" | "pair") {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(
    kind === "bearer" ? withToken(bearer) : withPair("alice", secret),
  );
  const started = stage.sandbox.start(
    ["pull", `${reg.host}/scenario/slow:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  const skopeo = await childOf(started.child.pid ?? 0, "skopeo");
  await vi.waitFor(() => expect(reg.requests.length).toBeGreaterThan(0), { timeout: 10_000 });
  return { reg, berth, started, skopeo };
}

test.each(["bearer", "pair"] as const)(
  "a %s stands on no command line and in no environment while the pull runs",
  async (kind) => {
    const { berth, started, skopeo } = await hangingPull(kind);
    const worker = seen(started.child.pid ?? 0);
    for (const text of everySecret) {
      expect(worker.commandLine).not.toContain(text);
      expect(worker.environment).not.toContain(text);
      expect(skopeo.commandLine).not.toContain(text);
      expect(skopeo.environment).not.toContain(text);
    }
    expect(skopeo.commandLine).not.toContain(berth.token);
    expect(skopeo.environment).not.toContain(berth.token);
    expect(stage.sandbox.filesHolding(...everySecret, berth.token)).toEqual([]);
    started.child.kill("SIGTERM");
    expect((await started.ended).code).toBe(143);
  },
);

test("the files that skopeo reads have no name and hold no secret", async () => {
  const { started, skopeo } = await hangingPull("pair");
  const auth = descriptorOf(skopeo.pid, 9);
  const conf = descriptorOf(skopeo.pid, 10);
  expect(auth.content).toBe('{"auths":{}}\n');
  expect(conf.content).toContain('location = "127.0.0.1:');
  expect([auth.target, conf.target].every((target) => target.endsWith(" (deleted)"))).toBe(true);
  expect(stage.sandbox.leftovers()).toEqual([]);
  started.child.kill("SIGTERM");
  await started.ended;
});

test("an interrupted pull ends skopeo, is reported as failed and exits 130", async () => {
  const { berth, started, skopeo } = await hangingPull("bearer");
  started.child.kill("SIGINT");
  const ended = await started.ended;
  expect(ended.code).toBe(130);
  expect(ended.stderr).toContain("The pull was interrupted.");
  await goneSoon(skopeo.pid);
  expect(berth.reports.map(({ report }) => [report.status, report.error])).toEqual([
    ["failed", "The pull was interrupted."],
  ]);
  expect(stage.sandbox.filesHolding(...everySecret)).toEqual([]);
});

test("a pull that takes longer than --timeout ends skopeo and says so", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/scenario/slow:1`, "--to", "oci:app", "--timeout", "1"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("The pull didn't end within 1.0 s.");
  expect(berth.reports[0]?.report.status).toBe("failed");
});

test("after kill -9 skopeo ends by itself and no file holds a secret", async () => {
  const { berth, started, skopeo } = await hangingPull("pair");
  started.child.kill("SIGKILL");
  await started.ended;
  await goneSoon(skopeo.pid);
  expect(stage.sandbox.filesHolding(...everySecret, berth.token)).toEqual([]);
  expect(stage.sandbox.leftovers()).toEqual([]);
});

test("what a registry echoes of a secret is never shown or reported", async () => {
  const reg = await stage.registry("standard-basic", { scenario: "echo-secret" });
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  const said = ended.stdout + ended.stderr + JSON.stringify(berth.reports);
  for (const text of everySecret) expect(said).not.toContain(text);
});

test("a short secret doesn't blot out the two lines", async () => {
  const accounts = [{ username: "alice", secret: "a" }];
  const reg = await stage.registry("standard-basic", { accounts });
  const berth = await stage.berth(withPair("alice", "a"));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.stdout).toBe(
    `Pulling image: ${reg.host}/team/app:1\nImage digest: ${image.digest}\n`,
  );
});

test("a pull that is interrupted while Berth is asked exits 130 and says so", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  let asked = () => {};
  const reached = new Promise<void>((resolve) => (asked = resolve));
  berth.interruptions.push(() => asked());
  const started = stage.sandbox.start(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  await reached;
  started.child.kill("SIGINT");
  const ended = await started.ended;
  expect(ended.code).toBe(130);
  expect(ended.stderr).toBe("berth-worker: The pull was interrupted.\n");
});
