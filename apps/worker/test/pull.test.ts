import { expect, test } from "vitest";
import { anonymously, refusing, withPair, withToken } from "./decisions.ts";
import type { Ended } from "./sandbox.ts";
import { image, secret, settingsFor, severalPlatforms, tokenFrom, useStage } from "./stage.ts";

const stage = useStage();

function withoutSecrets(ended: Ended, ...secrets: string[]) {
  for (const text of secrets) {
    expect(ended.stdout).not.toContain(text);
    expect(ended.stderr).not.toContain(text);
  }
  expect(stage.sandbox.filesHolding(...secrets)).toEqual([]);
  expect(stage.sandbox.leftovers()).toEqual([]);
}

test("pulls with a bearer: two lines, exit 0, reported with digest and duration", async () => {
  const reg = await stage.registry("standard-token");
  const token = await tokenFrom(reg, "team/app");
  const berth = await stage.berth(withToken(token));
  const name = `${reg.host}/team/app:1`;
  const ended = await stage.sandbox.run(
    ["pull", name, "--project", "training", "--to", "oci:app:latest"],
    settingsFor(berth, reg),
  );
  expect(ended.stderr).toContain("Signed in by Team registry, pattern reg/*");
  expect(ended.stdout).toBe(`Pulling image: ${name}\nImage digest: ${image.digest}\n`);
  expect(ended.code).toBe(0);
  expect(berth.asked).toEqual([{ image: name, project: "training" }]);
  expect(berth.reports).toEqual([
    {
      id: "pull_1",
      report: {
        status: "succeeded",
        digest: image.digest,
        durationMs: expect.any(Number) as number,
        bytes: expect.any(Number) as number,
        timing: {
          manifestMs: expect.any(Number) as number,
          layersMs: expect.any(Number) as number,
        },
      },
    },
  ]);
  expect(berth.reports[0]?.report.bytes).toBeGreaterThan(image.manifest.length);
  expect(stage.sandbox.filesHolding(image.digest.slice("sha256:".length))).toEqual([
    stage.sandbox.path("app/index.json"),
  ]);
  withoutSecrets(ended, token, berth.token);
});

test("pulls with user and password where the registry wants them with every request", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "dir:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain(`Image digest: ${image.digest}`);
  const pairs = reg.credentialsSeen.map(({ presented }) => presented);
  expect(new Set(pairs.map((pair) => JSON.stringify(pair)))).toEqual(
    new Set([JSON.stringify({ scheme: "basic", username: "alice", secret })]),
  );
  withoutSecrets(ended, secret, berth.token, Buffer.from(`alice:${secret}`).toString("base64"));
});

test("exchanges user and password for a token at the registry's own origin", async () => {
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "dir:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(0);
  const basic = reg.credentialsSeen.filter(({ presented }) => presented.scheme === "basic");
  expect(basic.map(({ path }) => path)).toEqual(["/token"]);
  withoutSecrets(ended, secret);
});

test("never sends user and password to a token service on another origin", async () => {
  const reg = await stage.registry("standard-token-elsewhere");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "dir:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("The token address is on another host than the registry.");
  expect(reg.credentialsSeen).toEqual([]);
});

test("the digest of an image for several platforms is that of their list", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/multi:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.stdout).toContain(`Image digest: ${severalPlatforms.digest}`);
  expect(ended.code).toBe(0);
});

test("pulls by digest, whatever tag stands beside it", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const name = `${reg.host}/team/app:other@${image.digest}`;
  const ended = await stage.sandbox.run(["pull", name, "--to", "oci:app"], settingsFor(berth, reg));
  expect(ended.stdout).toBe(`Pulling image: ${name}\nImage digest: ${image.digest}\n`);
});

test.each([
  ["standard-basic", "open/app"],
  ["standard-token", "open/app"],
  ["open", "team/app"],
])("pulls anonymously from %s and says so", async (dialect, repository) => {
  const reg = await stage.registry(dialect);
  const berth = await stage.berth(anonymously);
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/${repository}:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.stderr).toContain("Anonymous: No pattern covers this image.");
  expect(ended.stdout).toContain(`Image digest: ${image.digest}`);
  expect(ended.code).toBe(0);
  expect(berth.reports[0]?.report).toMatchObject({ status: "succeeded", digest: image.digest });
});

test("a refused pull says why, exits 3 and asks the registry for nothing", async () => {
  const reg = await stage.registry("standard-basic");
  const message = "A personal project gets no credential of the organization.";
  const berth = await stage.berth(refusing("personal_project", message));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(3);
  expect(ended.stdout).toBe(`Pulling image: ${reg.host}/team/app:1\n`);
  expect(ended.stderr).toContain(`Berth refused the pull: ${message} (personal_project)`);
  expect(reg.requests).toEqual([]);
  expect(berth.reports).toEqual([]);
});

test("a credential for another registry than the image's is never used", async () => {
  const reg = await stage.registry("standard-basic");
  const other = await stage.registry("standard-basic");
  const decide = withPair("alice", secret);
  const berth = await stage.berth((input) => {
    const answer = decide(input);
    return {
      ...answer,
      credential: { registryHost: other.host, username: "alice", password: secret },
    };
  });
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain(`Berth's credential is for ${other.host}`);
  expect([...reg.requests, ...other.requests]).toEqual([]);
  expect(berth.reports[0]?.report.status).toBe("failed");
});

test("--json prints one object and nothing else on standard output", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const name = `${reg.host}/team/app:1`;
  const ended = await stage.sandbox.run(
    ["pull", name, "--to", "oci:app", "--json"],
    settingsFor(berth, reg),
  );
  expect(JSON.parse(ended.stdout)).toEqual({
    ok: true,
    image: name,
    canonical: `${reg.host}/team/app`,
    mappedFrom: null,
    pull: "pull_1",
    outcome: "credential",
    reason: null,
    match: { registry: "Team registry", pattern: "reg/*", reason: "It is the only one." },
    to: "oci:app",
    digest: image.digest,
    bytes: expect.any(Number) as number,
    durationMs: expect.any(Number) as number,
    error: null,
    exitCode: 0,
  });
});

test("an image that is mapped to a cache comes from there, under its own name, and the log says both", async () => {
  const cache = await stage.registry("standard-token", {
    images: { "hub/library/nginx:1": image },
  });
  const token = await tokenFrom(cache, "hub/library/nginx");
  const berth = await stage.berth(() => ({
    image: { canonical: `${cache.host}/hub/library/nginx`, mappedFrom: "docker.io/library/nginx" },
    match: { registry: "Cache", pattern: `${cache.host}/*`, reason: "It is the only one." },
    outcome: "credential",
    reason: null,
    message: "Signed in.",
    credential: { registryHost: cache.host, registryToken: token },
    scope: null,
    expiresAt: null,
  }));
  const root = stage.sandbox.path("storage");
  stage.sandbox.write(
    "storage.conf",
    `[storage]\ndriver = "vfs"\ngraphroot = "${root}"\nrunroot = "${stage.sandbox.path("run/storage")}"\n`,
  );
  const ended = await stage.sandbox.run(["pull", "nginx:1"], {
    ...settingsFor(berth, cache),
    CONTAINERS_STORAGE_CONF: stage.sandbox.path("storage.conf"),
  });
  expect(ended.stderr).toContain(
    `${cache.host}/hub/library/nginx:1 stands for docker.io/library/nginx:1.`,
  );
  expect(ended.stdout).toBe(`Pulling image: nginx:1\nImage digest: ${image.digest}\n`);
  expect(ended.stderr).toContain("now in containers-storage:docker.io/library/nginx:1");
  expect(ended.code).toBe(0);
  expect(cache.requests.every(({ url }) => /^\/(token|v2\/hub\/library\/nginx)/.test(url))).toBe(
    true,
  );
});
