import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { anonymously, refusing, withPair, withToken } from "./decisions.ts";
import { pattern, sendError, type Decision } from "./fake-berth.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

async function stageFile(decision: Decision) {
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(decision);
  const settings = settingsFor(berth, reg);
  const out = stage.sandbox.path("auth.json");
  return { reg, berth, settings, out, name: `${reg.host}/team/app:1` };
}

const authsIn = (path: string) =>
  (JSON.parse(readFileSync(path, "utf8")) as { auths: Record<string, { auth?: string }> }).auths;

test("skopeo and Podman pull with the file, which is for this one image and its owner alone", async () => {
  const { reg, berth, settings, out, name } = await stageFile(withPair("alice", secret));
  const { sandbox } = stage;
  for (const left of ["auth.json.new", "auth.json.0123456789ab.new"]) {
    sandbox.write(left, "left by a kill");
    utimesSync(sandbox.path(left), 0, 0);
  }
  sandbox.write("auth.json.ab9876543210.new", "just being written by another");
  sandbox.write("auth.json.mine.new", "somebody's");
  const ended = await sandbox.run(["auth-file", name, "--out", "auth.json"], settings);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toBe(`${reg.host}/team/app: Team registry, until 1 Jan 2027, 00:00 UTC\n`);
  expect(berth.asked).toEqual([{ image: name, carrier: "auth-file" }]);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(out)).filter((name) => name.startsWith("auth.json"))).toEqual([
    "auth.json",
    "auth.json.ab9876543210.new",
    "auth.json.mine.new",
  ]);
  const auth = Buffer.from(`alice:${secret}`).toString("base64");
  expect(authsIn(out)).toEqual({ [`${reg.host}/team/app`]: { auth } });
  expect(sandbox.filesHolding(secret, auth)).toEqual([out]);

  const file = ["--tls-verify=false", "--authfile", out];
  const storage = ["--root", sandbox.path("store"), "--runroot", sandbox.path("runroot")];
  const [skopeo, other, podman] = await Promise.all([
    sandbox.runOther("skopeo", ["inspect", "--raw", ...file, `docker://${name}`]),
    sandbox.runOther("skopeo", ["inspect", "--raw", ...file, `docker://${reg.host}/team/multi:1`]),
    sandbox.runOther("podman", [
      ...storage,
      "--storage-driver",
      "vfs",
      "pull",
      "-q",
      ...file,
      name,
    ]),
  ]);
  expect(skopeo).toMatchObject({ code: 0, stdout: image.manifest.toString() });
  expect(other.code).not.toBe(0);
  expect(podman.code).toBe(0);
});

test("--all writes an entry a pattern, and an empty one keeps a wider key from a refused one", async () => {
  const give = withPair("alice", secret);
  const refuse = refusing("registry_paused", "It is paused.");
  const { reg, berth, settings, out } = await stageFile((input) =>
    input.image.includes("/team") ? refuse(input) : give(input),
  );
  berth.tells.patterns.push(
    pattern(`${reg.host}/*`, reg.host),
    pattern(`${reg.host}/team/*`, reg.host, { registryId: "reg_2" }),
    pattern(`${reg.host}/a*b`, reg.host),
  );
  const ended = await stage.sandbox.run(
    ["auth-file", "--all", "--out", "auth.json", "--json", "--project", "training"],
    settings,
  );
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain(`an auth file can't say ${reg.host}/a*b`);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: false,
    entries: [
      { key: reg.host, outcome: "credential", registry: "Team registry" },
      { key: `${reg.host}/team`, outcome: "refused", reason: "registry_paused" },
    ],
  });
  expect(berth.askedForPatterns.map((asked) => asked.pattern)).toEqual([
    `${reg.host}/*`,
    `${reg.host}/team/*`,
  ]);
  expect(authsIn(out)).toEqual({
    [reg.host]: { auth: expect.any(String) as string },
    [`${reg.host}/team`]: {},
  });
  const inspect = (name: string) =>
    stage.sandbox.runOther("skopeo", [
      "inspect",
      "--raw",
      "--tls-verify=false",
      "--authfile",
      out,
      `docker://${reg.host}/${name}`,
    ]);
  const signedIn = () =>
    reg.credentialsSeen.filter(({ presented }) => presented.scheme === "basic");
  expect((await inspect("team/app:1")).code).not.toBe(0);
  expect(signedIn()).toEqual([]);
  expect((await inspect("open/app:1")).code).toBe(0);
  expect(signedIn()).not.toEqual([]);
});

test("what an image doesn't need or can't hold stays out of the file", async () => {
  const open = await stageFile(anonymously);
  const run = (settings: Record<string, string>, name: string) =>
    stage.sandbox.run(["auth-file", name, "--out", "auth.json"], settings);
  const anonymous = await run(open.settings, open.name);
  expect(anonymous).toMatchObject({ code: 0, stdout: expect.stringContaining("anonymous.") });
  expect(authsIn(open.out)).toEqual({});
  const bearer = await stageFile(withToken("a-bearer"));
  expect((await run(bearer.settings, bearer.name)).code).toBe(3);
  expect(readFileSync(bearer.out, "utf8")).not.toContain("a-bearer");
});

test("--watch writes again, bridges a Berth that is away, and empties the file once the token is rejected", async () => {
  const soon = () => new Date(Date.now() + 1000).toISOString();
  const give = withPair("alice", secret);
  const { berth, settings, out, name } = await stageFile((input) => ({
    ...give(input),
    expiresAt: soon(),
  }));
  const started = stage.sandbox.start(["auth-file", name, "-o", "auth.json", "--watch"], settings);
  await vi.waitFor(() => expect(berth.asked).toHaveLength(1), { timeout: 20_000, interval: 20 });
  berth.interruptions.push((response) => sendError(response, "unavailable", "Back soon."));
  await started.said("The file stays as it was.");
  expect(Object.keys(authsIn(out))).toHaveLength(1);
  await vi.waitFor(() => expect(berth.asked).toHaveLength(2), { timeout: 20_000, interval: 20 });
  expect(Object.keys(authsIn(out))).toHaveLength(1);
  berth.interruptions.push((response) => sendError(response, "token_invalid", "Revoked."));
  const ended = await started.ended;
  expect(ended).toMatchObject({ code: 6, stderr: expect.stringContaining("rejected") });
  expect(authsIn(out)).toEqual({});
  expect(ended.stdout.trim().split("\n")).toHaveLength(2);
});

test("a registry that is away keeps no other's login from being written, and keeps its own", async () => {
  const { reg, berth, settings, out, name } = await stageFile(withPair("alice", secret));
  const away = () =>
    berth.interruptions.push((response) =>
      sendError(response, "registry_unavailable", "'Team' can't be asked now."),
    );
  const words = ["auth-file", name, `${reg.host}/team/other`, "--out", "auth.json"];
  away();
  const first = await stage.sandbox.run(words, settings);
  expect(first).toMatchObject({ code: 5, stderr: "" });
  expect(first.stdout).toContain(": unavailable. 'Team' can't be asked now.\n");
  expect(Object.keys(authsIn(out))).toHaveLength(1);
  expect((await stage.sandbox.run(words, settings)).code).toBe(0);
  const both = authsIn(out);
  away();
  const again = await stage.sandbox.run([...words, "--json"], settings);
  expect(again.code).toBe(5);
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: false, exitCode: 5 });
  expect(again.stdout).toContain("The login that was there stays.");
  expect(authsIn(out)).toEqual(both);
});

test("--watch goes on with the token that its file holds by then, or held last", async () => {
  const give = withPair("alice", secret);
  const expiresAt = () => new Date(Date.now() + 1000).toISOString();
  const { berth, settings, out, name } = await stageFile((input) => ({
    ...give(input),
    expiresAt: expiresAt(),
  }));
  const { BERTH_TOKEN: token = "", ...others } = settings;
  stage.sandbox.write("token", token);
  const words = ["auth-file", name, "-o", "auth.json", "--watch"];
  const BERTH_TOKEN_FILE = stage.sandbox.path("token");
  const started = stage.sandbox.start(words, { ...others, BERTH_TOKEN_FILE });
  await started.printed("Team registry");
  stage.sandbox.write("token", "");
  const asked = berth.asked.length + 1;
  await vi.waitFor(() => expect(berth.asked.length).toBeGreaterThan(asked), {
    timeout: 20_000,
    interval: 20,
  });
  stage.sandbox.write("token", "brth_w_of-another-time");
  expect(await started.ended).toMatchObject({ code: 6 });
  expect(authsIn(out)).toEqual({});
});

test("a signal ends --watch with its code, and the file stays", async () => {
  const { berth, settings, out, name } = await stageFile(withPair("alice", secret));
  const started = stage.sandbox.start(["auth-file", name, "-o", "auth.json", "--watch"], settings);
  await vi.waitFor(() => expect(existsSync(out)).toBe(true), { timeout: 20_000, interval: 20 });
  started.child.kill("SIGTERM");
  expect(await started.ended).toMatchObject({ code: 143 });
  expect(Object.keys(authsIn(out))).toHaveLength(1);
  expect(berth.asked).toHaveLength(1);
});

test("two that write the file at once don't take it from each other", async () => {
  const { settings, name } = await stageFile(withPair("alice", secret));
  // One is held between its writing and its moving, while the other writes too.
  const { sandbox } = stage;
  sandbox.write("pause.cjs", pausing);
  const words = ["auth-file", name, "-o", "auth.json"];
  const held = sandbox.start(words, {
    ...settings,
    NODE_OPTIONS: `--require ${sandbox.path("pause.cjs")}`,
  });
  await vi.waitFor(() => expect(existsSync(sandbox.path("written"))).toBe(true), {
    timeout: 20_000,
    interval: 20,
  });
  expect(await sandbox.run(words, settings)).toMatchObject({ code: 0, stderr: "" });
  sandbox.write("go", "");
  expect(await held.ended).toMatchObject({ code: 0, stderr: "" });
  expect(Object.keys(authsIn(sandbox.path("auth.json")))).toHaveLength(1);
});

/** Holds a process before it moves a file, until it is told to go on. */
const pausing = `
const fs = require("node:fs");
const { renameSync } = fs;
fs.renameSync = (...paths) => {
  fs.writeFileSync("written", "");
  while (!fs.existsSync("go")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  renameSync(...paths);
};
`;

test("a file that there is room for only in part stays as it was", async () => {
  const { reg, settings, out, name } = await stageFile(withPair("alice", secret));
  const { sandbox } = stage;
  await sandbox.run(["auth-file", name, "-o", "auth.json"], settings);
  const before = readFileSync(out, "utf8");
  const worker = join(sandbox.install("berth-worker"), "berth-worker");
  const many = Array.from({ length: 40 }, (_, at) => `${reg.host}/team/app${at}`).join(" ");
  const script = `trap "" XFSZ; ulimit -f 1; exec ${worker} auth-file ${name} ${many} -o auth.json`;
  const ended = await sandbox.runOther("bash", ["-c", script], settings);
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("can't be written") });
  expect(readFileSync(out, "utf8")).toBe(before);
  expect(readdirSync(dirname(out)).filter((name) => name.endsWith(".new"))).toEqual([]);
});

test("a file that holds more than logins is left alone", async () => {
  const { berth, settings, out, name } = await stageFile(withPair("alice", secret));
  const own = JSON.stringify({ auths: {}, credHelpers: { "reg.io": "other" } });
  stage.sandbox.write("auth.json", own);
  const ended = await stage.sandbox.run(["auth-file", name, "-o", "auth.json"], settings);
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("more than logins") });
  expect(readFileSync(out, "utf8")).toBe(own);
  expect(berth.asked).toEqual([]);
});

test("somebody's own logins are left alone, an older file of the same names is taken over", async () => {
  const { reg, berth, settings, out, name } = await stageFile(withPair("alice", secret));
  const { sandbox } = stage;
  const run = (...names: string[]) =>
    sandbox.run(["auth-file", ...names, "-o", "auth.json"], settings);
  const login = { auth: Buffer.from("me:my own").toString("base64") };
  const own = JSON.stringify({ auths: { "quay.io": login } });
  sandbox.write("auth.json", own);
  const foreign = await run(name);
  expect(foreign).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("write (quay.io) and"),
  });
  expect(readFileSync(out, "utf8")).toBe(own);
  expect(berth.asked).toEqual([]);

  const older = { auths: { [`${reg.host}/team/app`]: login, "quay.io": {} } };
  sandbox.write("auth.json", JSON.stringify(older));
  expect((await run(name)).code).toBe(0);
  // What it wrote itself goes with the names that aren't asked for any more.
  expect((await run(`${reg.host}/team/other`)).code).toBe(0);
  expect(Object.keys(authsIn(out))).toEqual([`${reg.host}/team/other`]);

  const words = ["login", "--tls-verify=false", "--authfile", out, "-u", "alice", "-p", secret];
  expect((await sandbox.runOther("skopeo", [...words, reg.host])).code).toBe(0);
  const mixed = readFileSync(out, "utf8");
  expect((await run(name)).code).toBe(2);
  expect(readFileSync(out, "utf8")).toBe(mixed);
});

test.each([
  [["auth-file", "--out", "x"], "Name the images"],
  [["auth-file", "reg.io/app", "--all", "--out", "x"], "Name the images"],
  [["auth-file", "reg.io/app"], "required option '-o, --out <file>'"],
  [["auth-file", "reg.io/APP", "--out", "x"], "is no image name"],
  [["auth-file", "reg.io/app", "--out", ""], "Name the file to write"],
])("%j is wrong usage and says why", async (words, message) => {
  const ended = await stage.sandbox.run(words);
  expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
});
