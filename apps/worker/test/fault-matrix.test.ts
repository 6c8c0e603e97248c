import { readFileSync } from "node:fs";
import {
  createServer,
  request as requestOf,
  type IncomingHttpHeaders,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeRegistry } from "@berth/fake-registries";
import { expect, test, vi } from "vitest";
import { withPair } from "./decisions.ts";
import { pattern, sendError, type FakeBerth } from "./fake-berth.ts";
import { childOf, goneSoon } from "./processes.ts";
import type { Ended, Sandbox } from "./sandbox.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();
const pairInBase64 = Buffer.from(`alice:${secret}`).toString("base64");

/** `whole` is what would have been answered, where that is known. */
type Fault = (response: ServerResponse, whole?: Whole) => void;
type Whole = { headers: IncomingHttpHeaders; body: Buffer };

/** How one of the two that a worker talks to fails. */
const faults: Readonly<Record<string, Fault>> = {
  "429": (response) => refuse(response, 429),
  "503": (response) => refuse(response, 503),
  "reset before an answer": (response) => response.destroy(),
  "an answer that breaks off": (response, whole) => {
    const body = whole?.body ?? Buffer.from('{"pull":');
    response.writeHead(200, whole?.headers ?? { "content-length": "1000" });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
};

function refuse(response: ServerResponse, status: 429 | 503): void {
  response.setHeader("retry-after", "0");
  sendError(response, status === 429 ? "rate_limited" : "unavailable", "Not now.");
}

/** Every way to ask Berth: what is typed, and which exit code says that Berth stayed away. */
const carriers: Readonly<
  Record<
    string,
    { words: (name: string) => string[]; input?: (name: string) => string; away: number }
  >
> = {
  pull: { words: (name) => ["pull", name, "--to", "oci:app"], away: 5 },
  "credential helper": {
    words: () => ["credential-helper", "get"],
    input: (name) => name.slice(0, name.indexOf("/")),
    away: 1,
  },
  kubelet: {
    words: () => ["kubelet"],
    input: (name) =>
      JSON.stringify({
        apiVersion: "credentialprovider.kubelet.k8s.io/v1",
        kind: "CredentialProviderRequest",
        image: name,
      }),
    away: 5,
  },
  "auth file": { words: (name) => ["auth-file", name, "--out", "auth.json"], away: 5 },
};
const carrierNames = Object.keys(carriers);

async function run(
  carrier: string,
  host: string,
  environment: Record<string, string>,
  box: Sandbox = stage.sandbox,
): Promise<Ended> {
  const name = `${host}/team/app:1`;
  const { words, input } = carriers[carrier] ?? { words: () => [] };
  return await box.run(words(name), environment, input?.(name));
}

const askedOf = ({ asked, askedForPatterns }: FakeBerth) => asked.length + askedForPatterns.length;

test.each(carrierNames)(
  "%s: Berth in trouble for a moment is asked again, as one pull; in trouble for good it is said",
  async (carrier) => {
    const reg = await stage.registry("standard-basic");
    const one = async ([name, fault]: [string, Fault]) => {
      const box = stage.anotherSandbox();
      const berth = await stage.berth(withPair("alice", secret));
      const settings = settingsFor(berth, reg);
      berth.interruptions.push(fault);
      const once = await run(carrier, reg.host, { ...settings, BERTH_RETRY_SECONDS: "20" }, box);
      const seen = { keys: new Set(berth.keys.slice(0, 2)).size, asked: askedOf(berth) };
      berth.interruptions.push(fault);
      const away = await run(carrier, reg.host, { ...settings, BERTH_RETRY_SECONDS: "0" }, box);
      const leaked = box.filesHolding(berth.token);
      return [name, once.code, seen, away.code, away.stdout.includes(secret), leaked];
    };
    const found = await Promise.all(Object.entries(faults).map(one));
    const expected = Object.keys(faults).map((name) => [
      name,
      0,
      { keys: 1, asked: 1 },
      carriers[carrier]?.away,
      false,
      [],
    ]);
    expect(found).toEqual(expected);
  },
  60_000,
);

/** A worker's own time goes this much faster, so that what it waits for costs a test a second. */
const quickly = `
const speed = 20, from = Date.now(), now = Date.now, set = setTimeout;
Date.now = () => from + (now() - from) * speed;
globalThis.setTimeout = (run, ms, ...more) => set(run, ms / speed, ...more);`;

test.each(carrierNames)(
  "%s: a Berth that takes the connection and never answers is asked again while time is left, then given up",
  async (carrier) => {
    const reg = await stage.registry("standard-basic");
    const silent: Fault = () => {};
    const one = async (silences: number, seconds: number) => {
      const box = stage.anotherSandbox();
      box.write("quickly.cjs", quickly);
      const berth = await stage.berth(withPair("alice", secret));
      berth.interruptions.push(...Array.from({ length: silences }, () => silent));
      const settings = {
        ...settingsFor(berth, reg),
        BERTH_RETRY_SECONDS: String(seconds),
        NODE_OPTIONS: `--require=${box.path("quickly.cjs")}`,
      };
      const startedAt = performance.now();
      const { code, stdout, stderr } = await run(carrier, reg.host, settings, box);
      const said = /doesn't answer in time/.test(stdout + stderr);
      const soon = performance.now() - startedAt < 15_000;
      const asked = { keys: new Set(berth.keys.slice(0, 2)).size, asked: askedOf(berth) };
      return { code, said, soon, leaked: stdout.includes(secret), ...asked };
    };
    const [once, forGood] = await Promise.all([one(1, 30), one(100, 0)]);
    const away = { said: true, soon: true, leaked: false, keys: 1, asked: 0 };
    expect(forGood).toEqual({ ...away, code: carriers[carrier]?.away });
    expect(once).toMatchObject({ said: true, soon: true, keys: 1, code: 0, asked: 1 });
  },
  60_000,
);

test("credential helper: whoever waits for a Berth that stays silent waits 17 s, for two attempts", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  berth.interruptions.push(...Array.from({ length: 9 }, () => () => {}));
  stage.sandbox.write("quickly.cjs", quickly);
  const ended = await run("credential helper", reg.host, {
    ...settingsFor(berth, reg),
    BERTH_RETRY_SECONDS: "30",
    NODE_OPTIONS: `--require=${stage.sandbox.path("quickly.cjs")}`,
  });
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/doesn't answer in time\. Given up after 1[67](?:\.\d)? s\.\n$/);
  expect(berth.keys).toHaveLength(2);
});

test.each(["manifests", "blobs"])(
  "pull: a registry in trouble for a moment while it is asked for %s ends well",
  async (kind) => {
    const reg = await stage.registry("standard-basic");
    const one = async ([name, fault]: [string, Fault]) => {
      const box = stage.anotherSandbox();
      const front = await startFront(reg, new RegExp(`/${kind}/`), fault);
      const berth = await stage.berth(withPair("alice", secret));
      const settings = { ...settingsFor(berth, front), BERTH_RETRY_SECONDS: "20" };
      const ended = await run("pull", front.host, settings, box);
      return [name, ended.code, front.left(), berth.reports.map(({ report }) => report.status)];
    };
    const found = await Promise.all(Object.entries(faults).map(one));
    expect(found).toEqual(Object.keys(faults).map((name) => [name, 0, 0, ["succeeded"]]));
  },
  60_000,
);

test("pull: a layer that breaks off is read on where the registry knows no ranges, too", async () => {
  const reg = await stage.registry("standard-basic");
  const fault = faults["an answer that breaks off"] ?? (() => {});
  const front = await startFront(reg, /\/blobs\//, fault, { ranges: false });
  const berth = await stage.berth(withPair("alice", secret));
  const settings = { ...settingsFor(berth, front), BERTH_RETRY_SECONDS: "20" };
  const ended = await run("pull", front.host, settings);
  expect(ended.code).toBe(0);
  expect(ended.stderr).toMatch(/closed the connection\. Trying again in 500 ms/);
});

test.each([
  ["503", /has a fault of its own/],
  ["reset before an answer", /closed the connection/],
])(
  "pull: a registry that gives no layer for good (%s) is said and reported",
  async (name, said) => {
    const reg = await stage.registry("standard-basic");
    const front = await startFront(reg, /\/blobs\//, faults[name] ?? (() => {}), { times: 1000 });
    const berth = await stage.berth(withPair("alice", secret));
    const ended = await run("pull", front.host, settingsFor(berth, front));
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(said);
    expect(berth.reports.map(({ report }) => report.status)).toEqual(["failed"]);
  },
);

test.each(["credential helper", "kubelet", "auth file"])(
  "%s: kill -9 while Berth is asked leaves no secret, and the next run is clean",
  async (carrier) => {
    const reg = await stage.registry("standard-basic");
    const berth = await stage.berth(withPair("alice", secret));
    const settings = settingsFor(berth, reg);
    const name = `${reg.host}/team/app:1`;
    const reached = new Promise<void>((resolve) => berth.interruptions.push(() => resolve()));
    const { words, input } = carriers[carrier] ?? { words: () => [] };
    const started = stage.sandbox.start(words(name), settings, input?.(name));
    await reached;
    started.child.kill("SIGKILL");
    expect((await started.ended).stdout).toBe("");
    expect(stage.sandbox.filesHolding(secret, pairInBase64, berth.token)).toEqual([]);
    expect(stage.sandbox.leftovers()).toEqual([]);
    expect((await run(carrier, reg.host, settings)).code).toBe(0);
  },
);

test("auth file: kill -9 of --watch leaves the file it was told to write, and the next run takes over", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const settings = settingsFor(berth, reg);
  const out = stage.sandbox.path("auth.json");
  const words = ["auth-file", `${reg.host}/team/app:1`, "-o", "auth.json"];
  const started = stage.sandbox.start([...words, "--watch"], settings);
  await started.printed("Team registry");
  started.child.kill("SIGKILL");
  await started.ended;
  expect(stage.sandbox.filesHolding(secret, pairInBase64, berth.token)).toEqual([out]);
  expect((await stage.sandbox.run(words, settings)).code).toBe(0);
  expect(readFileSync(out, "utf8")).toContain(pairInBase64);
});

test("pull: kill -9 while a layer comes leaves no secret, and the next pull ends well", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  let hangs = () => {};
  const reached = new Promise<void>((resolve) => (hangs = resolve));
  const front = await startFront(reg, /\/blobs\//, () => hangs());
  const settings = settingsFor(berth, front);
  const name = `${front.host}/team/app:1`;
  const started = stage.sandbox.start(["pull", name, "--to", "oci:app"], settings);
  const skopeo = await childOf(started.child.pid ?? 0, "skopeo");
  await reached;
  started.child.kill("SIGKILL");
  await started.ended;
  await goneSoon(skopeo.pid);
  expect(stage.sandbox.filesHolding(secret, pairInBase64, berth.token)).toEqual([]);
  expect(stage.sandbox.leftovers()).toEqual([]);
  // Nobody could say how it ended, and nobody makes it up.
  expect(berth.reports).toEqual([]);
  const again = await run("pull", front.host, settings);
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`Image digest: ${image.digest}`),
  });
  await vi.waitFor(() => expect(berth.reports).toHaveLength(1));
});

test("a token that is revoked during a pull stops the next one, and the one that runs ends unreported", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const front = await startFront(reg, /\/blobs\//, (response) => {
    berth.revoked = true;
    refuse(response, 503);
  });
  const settings = { ...settingsFor(berth, front), BERTH_RETRY_SECONDS: "20" };
  const ended = await run("pull", front.host, settings);
  expect(ended.code).toBe(0);
  expect(ended.stderr).toContain(
    "Berth wasn't told how the pull ended: Berth rejected the worker token",
  );
  expect((await run("pull", front.host, settings)).code).toBe(6);
});

test("a clock that is a day off lets a pull through, and doctor names it", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  berth.tells.patterns.push(pattern(`${reg.host}/*`, reg.host));
  stage.sandbox.write("ahead.cjs", "const now = Date.now; Date.now = () => now() + 86_400_000;");
  const dayOff = { NODE_OPTIONS: `--require=${stage.sandbox.path("ahead.cjs")}` };
  const settings = { ...settingsFor(berth, reg), ...dayOff };
  expect((await run("pull", reg.host, settings)).code).toBe(0);
  const doctor = await stage.sandbox.run(["doctor"], settings);
  expect(doctor.stdout).toMatch(/^fail clock: 1 d 0 h ahead of Berth's/m);
});

/** A registry behind a front that fails the first `times` requests to some of its addresses. */
async function startFront(
  { origin }: FakeRegistry,
  place: RegExp,
  fault: Fault,
  { times = 1, ranges = true } = {},
): Promise<{ host: string; left: () => number }> {
  let left = times;
  const server = createServer((request, response) => {
    const fails = left > 0 && place.test(request.url ?? "");
    if (fails) left -= 1;
    const { method } = request;
    const headers = { ...request.headers };
    if (!ranges) delete headers.range;
    const onward = requestOf(new URL(request.url ?? "", origin), { method, headers }, (answer) => {
      if (fails) {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          fault(response, { headers: answer.headers, body: Buffer.concat(chunks) }),
        );
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stage.onClose(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, left: () => left };
}
