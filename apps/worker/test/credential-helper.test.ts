import { expect, test } from "vitest";
import { anonymously, refusing, withPair, withToken } from "./decisions.ts";
import { pattern, type Decision } from "./fake-berth.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

async function stageHelper(decision: Decision) {
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(decision);
  const settings = settingsFor(berth, reg);
  const helper = (action: string, input = "", more: Record<string, string> = {}) =>
    stage.sandbox.run(["credential-helper", action], { ...settings, ...more }, input);
  return { reg, berth, settings, helper };
}

const notFound = "credentials not found in native keychain\n";

test("get answers with what was asked, the user and the secret, and says nothing else", async () => {
  const { reg, berth, helper } = await stageHelper(withPair("alice", 's3c"ret\\\u202e'));
  const ended = await helper("get", `${reg.host}\n`, { BERTH_PROJECT: "training" });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(ended.stdout)).toEqual({
    ServerURL: reg.host,
    Username: "alice",
    Secret: 's3c"ret\\\u202e',
  });
  expect(berth.askedForPatterns).toEqual([
    { pattern: `${reg.host}/*`, carrier: "docker-helper", project: "training" },
  ]);
});

test("a host that Berth doesn't serve is not found, with the reason on standard error", async () => {
  const { helper } = await stageHelper(anonymously);
  const [served, nonsense] = await Promise.all([
    helper("get", "https://index.docker.io/v1/"),
    helper("get", "no host"),
  ]);
  expect(served).toEqual({
    code: 1,
    stdout: notFound,
    stderr: "berth-worker: No pattern covers this image.\n",
  });
  expect(nonsense).toMatchObject({ code: 1, stdout: notFound });
});

test("a refusal, a Berth that is away and a bearer nobody can use are errors, never a login", async () => {
  const { reg, helper } = await stageHelper(refusing("registry_paused", "'Team' is paused."));
  const [refused, away] = await Promise.all([
    helper("get", reg.host),
    helper("get", reg.host, { BERTH_URL: "http://127.0.0.1:1" }),
  ]);
  expect(refused).toMatchObject({ code: 1, stdout: "Berth refused: 'Team' is paused.\n" });
  expect(away).toMatchObject({
    code: 1,
    stdout: "Berth at 127.0.0.1:1 refuses connections.\n",
  });
  const bearer = await stageHelper(withToken("a-bearer-nobody-can-use"));
  const ended = await bearer.helper("get", bearer.reg.host);
  expect(ended.code).toBe(1);
  expect(ended.stdout).not.toContain("a-bearer-nobody-can-use");
});

test("nothing is stored, nothing has to be erased, and what lacks a server is told in the protocol's words", async () => {
  const { berth, helper } = await stageHelper(anonymously);
  const login = { ServerURL: "reg.io", Username: "me", Secret: "typed-secret" };
  const [stored, userless, serverless, erased, nothing, version] = await Promise.all([
    helper("store", JSON.stringify(login)),
    helper("store", JSON.stringify({ ...login, Username: "" })),
    helper("store", "{}"),
    helper("erase", "reg.io"),
    helper("get", "\n"),
    helper("version"),
  ]);
  expect(stored).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("Berth keeps no login"),
  });
  expect(userless).toMatchObject({ code: 1, stdout: "no credentials username\n" });
  expect(serverless).toMatchObject({ code: 1, stdout: "no credentials server URL\n" });
  expect(erased).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(nothing).toMatchObject({ code: 1, stdout: "no credentials server URL\n" });
  expect(version.stdout).toMatch(/^docker-credential-berth \(berth-worker\) \d/);
  expect(berth.askedForPatterns).toEqual([]);
  expect(stage.sandbox.filesHolding("typed-secret")).toEqual([]);
});

test("list names the hosts that are served, in Docker's own spelling, and hands nothing out", async () => {
  const { berth, helper } = await stageHelper(withPair("alice", secret));
  const paused = { reason: "registry_paused", message: "It is paused." } as const;
  berth.tells.patterns.push(
    pattern("reg.example.com/*", "reg.example.com", { servesHost: true }),
    pattern("docker.io/*", "docker.io", { servesHost: true }),
    pattern("quay.io/acme/*", "quay.io"),
    pattern("old.example.com/*", "old.example.com", { servesHost: true, refusal: paused }),
  );
  const ended = await helper("list");
  expect(JSON.parse(ended.stdout)).toEqual({
    "https://index.docker.io/v1/": "",
    "reg.example.com": "",
  });
  expect(berth.askedForPatterns).toEqual([]);
});

test("Docker, skopeo and Podman pull through the helper and leave no secret behind", async () => {
  const { reg, berth, settings } = await stageHelper(withPair("alice", secret));
  const { sandbox } = stage;
  const path = `${sandbox.install("docker-credential-berth")}:${sandbox.environment["PATH"] ?? ""}`;
  const config = JSON.stringify({ credHelpers: { [reg.host]: "berth" } });
  sandbox.write("docker/config.json", config);
  sandbox.write("auth.json", config);
  const environment = { ...settings, PATH: path, DOCKER_CONFIG: sandbox.path("docker") };
  const name = `${reg.host}/team/app:1`;
  const auth = ["--authfile", sandbox.path("auth.json")];
  const storage = ["--root", sandbox.path("store"), "--runroot", sandbox.path("runroot")];
  const [docker, skopeo, podman] = await Promise.all([
    sandbox.runOther("docker", ["manifest", "inspect", "--insecure", name], environment),
    sandbox.runOther(
      "skopeo",
      ["inspect", "--raw", "--tls-verify=false", ...auth, `docker://${name}`],
      environment,
    ),
    sandbox.runOther(
      "podman",
      [...storage, "--storage-driver", "vfs", "pull", "-q", "--tls-verify=false", ...auth, name],
      environment,
    ),
  ]);
  expect(docker).toMatchObject({ code: 0, stdout: expect.stringContaining("schemaVersion") });
  expect(skopeo).toMatchObject({ code: 0, stdout: image.manifest.toString() });
  expect(podman).toMatchObject({ code: 0 });
  expect(new Set(berth.askedForPatterns.map((asked) => asked.pattern))).toEqual(
    new Set([`${reg.host}/*`]),
  );
  expect(sandbox.filesHolding(secret)).toEqual([]);
});
