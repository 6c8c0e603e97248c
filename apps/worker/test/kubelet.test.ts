import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { anonymously, refusing, withPair, withToken } from "./decisions.ts";
import { pattern, sendError, type Decision, type FakeBerth } from "./fake-berth.ts";
import { secret, useStage } from "./stage.ts";

const stage = useStage();
const golden = (name: string) => readFileSync(join(import.meta.dirname, "kubelet", name), "utf8");
const settingsOf = ({ url, token }: FakeBerth) => ({ BERTH_URL: url, BERTH_TOKEN: token });

async function ask(decision: Decision, input = golden("request.json"), words: string[] = []) {
  const berth = await stage.berth(decision);
  const ended = await stage.sandbox.run(["kubelet", ...words], settingsOf(berth), input);
  return { berth, ended };
}

test("answers the kubelet's request with one key, the image's own name as written", async () => {
  const decide = withPair("alice", secret);
  const { berth, ended } = await ask(
    (input) => ({ ...decide(input), expiresAt: new Date(Date.now() + 601_000).toISOString() }),
    undefined,
    ["--project", "training"],
  );
  const { cacheDuration, ...response } = JSON.parse(ended.stdout) as { cacheDuration: string };
  const { cacheDuration: about, ...expected } = JSON.parse(golden("response.json"));
  expect(response).toEqual(expected);
  // The clock goes on between the two.
  expect([about, "299s", "298s", "297s", "296s"]).toContain(cacheDuration);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(berth.asked).toEqual([
    { image: "reg.example.com:443/team/app:1", carrier: "kubelet", project: "training" },
  ]);
  expect(stage.sandbox.filesHolding(secret)).toEqual([]);
});

test("a duration ends with the credential by Berth's clock, whatever this machine's says", async () => {
  const berth = await stage.berth((input) => withPair("alice", secret)(input));
  const aDayAhead = Date.now() + 86_400_000;
  const decided = withPair("alice", secret)({ image: "reg.example.com/team/app" });
  berth.interruptions.push((response) => {
    response.writeHead(201, {
      "content-type": "application/json",
      date: new Date(aDayAhead).toUTCString(),
    });
    const expiresAt = new Date(aDayAhead + 600_000).toISOString();
    response.end(JSON.stringify({ pull: "p1", ...decided, expiresAt }));
  });
  const input = golden("request.json").replace(":443", "");
  const ended = await stage.sandbox.run(["kubelet"], settingsOf(berth), input);
  const { cacheDuration } = JSON.parse(ended.stdout) as { cacheDuration: string };
  expect(Number.parseInt(cacheDuration, 10)).toBeGreaterThan(290);
  expect(Number.parseInt(cacheDuration, 10)).toBeLessThanOrEqual(300);
});

test("an image that needs nothing gets no login, and that isn't remembered", async () => {
  const { ended } = await ask(anonymously);
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toEqual(JSON.parse(golden("anonymous-response.json")));
  expect(ended.stderr).toContain("No pattern covers this image.");
});

test("a refusal, a bearer nobody can use and a rejected token print no response", async () => {
  const refused = (await ask(refusing("personal_project", "It is personal."))).ended;
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain("Berth refused the pull: It is personal. (personal_project)");
  const bearer = (await ask(withToken("a-bearer"))).ended;
  expect(bearer).toMatchObject({ code: 4, stdout: "" });
  expect(bearer.stderr).not.toContain("a-bearer");
  const berth = await stage.berth(anonymously);
  berth.interruptions.push((response) => sendError(response, "token_invalid", "Unknown."));
  const rejected = await stage.sandbox.run(["kubelet"], settingsOf(berth), golden("request.json"));
  expect(rejected).toMatchObject({ code: 6, stdout: "" });
});

test.each([
  ["", "no JSON"],
  ["{}", "This is no CredentialProviderRequest"],
  [golden("request.json").replace("/v1", "/v1beta1"), "Set the provider's apiVersion to v1."],
  [golden("request.json").replace(/"image": ".*"/, '"image": 1'), "names no image"],
  [golden("request.json").replace("team", "TEAM"), "This is no image name:"],
])("%j is no request and says why", async (input, message) => {
  const ended = await stage.sandbox.run(["kubelet"], {}, input);
  expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
});

test("a request longer than any is wrong usage too", async () => {
  const ended = await stage.sandbox.run(["kubelet"], {}, "x".repeat(1_100_000));
  const stderr = "berth-worker: Standard input is longer than a megabyte.\n";
  expect(ended).toEqual({ code: 2, stdout: "", stderr });
});

test("kubelet-config prints what the kubelet takes, where it is wider, and no token", async () => {
  const berth = await stage.berth(anonymously);
  berth.tells.patterns.push(
    pattern("reg.example.com/*", "reg.example.com"),
    pattern("docker.io/acme/*", "docker.io"),
  );
  const environment = {
    ...settingsOf(berth),
    BERTH_PROJECT: "training",
    HTTPS_PROXY: "http://me:proxy-password@proxy.example:3128",
  };
  const [yaml, json] = await Promise.all([
    stage.sandbox.run(["kubelet-config"], environment),
    stage.sandbox.run(["kubelet-config", "--json", "--name", "berth"], environment),
  ]);
  expect(yaml.code).toBe(0);
  expect(yaml.stdout).toBe(golden("config.yaml").replace("<url>", berth.url));
  expect(parse(yaml.stdout)).toMatchObject({ kind: "CredentialProviderConfig" });
  const { config, notes } = JSON.parse(json.stdout) as {
    config: { providers: { name: string }[] };
    notes: string[];
  };
  expect(config).toEqual({
    ...(parse(yaml.stdout) as object),
    providers: [{ ...config.providers[0], name: "berth" }],
  });
  expect(notes).toHaveLength(4);
  expect(notes.join(" ")).toContain("HTTPS_PROXY holds a login and is left out");
  for (const hidden of [berth.token, "proxy-password"]) {
    expect(yaml.stdout + yaml.stderr + json.stdout + json.stderr).not.toContain(hidden);
  }
});

test("kubelet-config names certificates by their whole path, and says that nodes need them", async () => {
  const berth = await stage.berth(anonymously);
  berth.tells.patterns.push(pattern("reg.example.com/*", "reg.example.com"));
  const { sandbox } = stage;
  sandbox.write("ca.pem", rootCertificates[0] ?? "");
  const environment = { ...settingsOf(berth), BERTH_CA: "ca.pem" };
  const ended = await sandbox.run(["kubelet-config"], environment);
  const path = sandbox.path("ca.pem");
  expect(ended.stdout).toContain(
    `      - name: BERTH_CA\n        value: ${JSON.stringify(path)}\n`,
  );
  expect(ended.stderr).toContain(`have to be in ${path} on every node.`);
});

test("without patterns there is nothing to configure", async () => {
  const berth = await stage.berth(anonymously);
  const ended = await stage.sandbox.run(["kubelet-config"], settingsOf(berth));
  expect(ended).toMatchObject({ code: 8, stdout: "" });
  const wrong = await stage.sandbox.run(["kubelet-config", "--name", "../x"], settingsOf(berth));
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
});
