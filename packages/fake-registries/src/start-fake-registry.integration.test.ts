import { afterEach, describe, expect, test } from "vitest";
import { createImage, createIndex, sha256 } from "./images/create-image.ts";
import {
  startFakeRegistry,
  type FakeRegistry,
  type FakeRegistryOptions,
} from "./start-fake-registry.ts";

const alice = { username: "alice", secret: "s3cret", pull: ["team/app", "scenario/denied"] };
const image = createImage({ files: { "model.txt": "weights" } });
let fake: FakeRegistry | null = null;

async function start(options: Partial<FakeRegistryOptions> = {}): Promise<FakeRegistry> {
  fake = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [alice, { username: "old", secret: "gone", expired: true }],
    images: { "team/app:1": image, "team/secret:1": image, "open/app:1": image },
    publicRepositories: ["open/app"],
    ...options,
  });
  return fake;
}

afterEach(async () => {
  await fake?.close();
  fake = null;
});

function basic(username: string, secret: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}` };
}

async function tokenFor(registry: FakeRegistry, repository: string, headers = {}): Promise<string> {
  const url = `${registry.origin}/token?service=fake-registry&scope=repository:${repository}:pull`;
  const answer = await fetch(url, { headers });
  return ((await answer.json()) as { token: string }).token;
}

describe("standard-token", () => {
  test("asks for a token of exactly the repository, and takes it", async () => {
    const registry = await start();
    const url = `${registry.origin}/v2/team/app/manifests/1`;
    const refused = await fetch(url);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toBe(
      `Bearer realm="${registry.origin}/token",service="fake-registry",scope="repository:team/app:pull"`,
    );
    const token = await tokenFor(registry, "team/app", basic("alice", "s3cret"));
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("docker-content-digest")).toBe(image.digest);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(image.digest);
  });

  test("gives a token to whoever has no right, and then says insufficient_scope", async () => {
    const registry = await start();
    const token = await tokenFor(registry, "team/secret", basic("alice", "s3cret"));
    const answer = await fetch(`${registry.origin}/v2/team/secret/manifests/1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  });

  test("refuses a token of another registry", async () => {
    const registry = await start();
    const other = await startFakeRegistry({ dialect: "standard-token", accounts: [alice] });
    const token = await tokenFor(other, "team/app", basic("alice", "s3cret"));
    await other.close();
    const answer = await fetch(`${registry.origin}/v2/team/app/manifests/1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test.each([
    ["a wrong secret", basic("alice", "wrong"), "incorrect username or password"],
    ["an unknown user", basic("mallory", "s3cret"), "incorrect username or password"],
    ["a secret that has run out", basic("old", "gone"), "personal access token is expired"],
  ])("refuses %s at the token service", async (_name, headers, details) => {
    const registry = await start();
    const url = `${registry.origin}/token?service=fake-registry&scope=repository:team/app:pull`;
    const answer = await fetch(url, { headers });
    expect([answer.status, await answer.json()]).toEqual([401, { details }]);
  });

  test("lets anyone pull a public repository with an anonymous token", async () => {
    const registry = await start();
    const token = await tokenFor(registry, "open/app");
    const answer = await fetch(`${registry.origin}/v2/open/app/manifests/1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });

  test("has its token service elsewhere where asked to", async () => {
    const registry = await start({ dialect: "standard-token-elsewhere" });
    const refused = await fetch(registry.url);
    expect(refused.headers.get("www-authenticate")).toContain(`${registry.elsewhere.origin}/token`);
  });
});

describe("standard-basic", () => {
  test.each([
    ["without a pair", {}, 401],
    ["with a wrong secret", basic("alice", "wrong"), 401],
    ["with the right pair", basic("alice", "s3cret"), 200],
  ])("answers %s", async (_name, headers, status) => {
    const registry = await start({ dialect: "standard-basic" });
    const answer = await fetch(`${registry.origin}/v2/team/app/manifests/1`, { headers });
    expect(answer.status).toBe(status);
  });

  test("tells a missing right from a wrong secret", async () => {
    const registry = await start({ dialect: "standard-basic" });
    const headers = basic("alice", "s3cret");
    const answer = await fetch(`${registry.origin}/v2/team/secret/manifests/1`, { headers });
    expect(answer.status).toBe(403);
  });
});

describe("the content", () => {
  test("says what is missing: repository, tag, blob", async () => {
    const registry = await start({ dialect: "open" });
    const codes = [];
    for (const path of [
      "no/where/manifests/1",
      "team/app/manifests/2",
      "team/app/blobs/sha256:0",
    ]) {
      const answer = await fetch(`${registry.origin}/v2/${path}`);
      const body = (await answer.json()) as { errors: [{ code: string }] };
      codes.push([answer.status, body.errors[0].code]);
    }
    expect(codes).toEqual([
      [404, "NAME_UNKNOWN"],
      [404, "MANIFEST_UNKNOWN"],
      [404, "BLOB_UNKNOWN"],
    ]);
  });

  test("serves every blob and child of an index by its digest", async () => {
    const index = createIndex([image, createImage({ architecture: "arm64" })]);
    const registry = await start({ dialect: "open", images: { "multi/app:1": index } });
    const digests = index.children.flatMap((child) => [
      `manifests/${child.digest}`,
      ...[...child.blobs.keys()].map((digest) => `blobs/${digest}`),
    ]);
    for (const digest of digests) {
      const answer = await fetch(`${registry.origin}/v2/multi/app/${digest}`);
      const hash = sha256(new Uint8Array(await answer.arrayBuffer()));
      expect(digest.endsWith(hash)).toBe(true);
    }
    expect(digests).toHaveLength(6);
  });

  test("answers HEAD with the same headers and no body", async () => {
    const registry = await start({ dialect: "open" });
    const answer = await fetch(`${registry.origin}/v2/team/app/manifests/1`, { method: "HEAD" });
    expect(answer.headers.get("content-length")).toBe(String(image.manifest.length));
    expect(await answer.text()).toBe("");
  });
});

describe("what it remembers", () => {
  test("every request with its status, and every credential with its place", async () => {
    const registry = await start();
    await tokenFor(registry, "team/app", basic("alice", "s3cret"));
    await fetch(`${registry.elsewhere.origin}/x`, { headers: { authorization: "Bearer abc" } });
    expect(
      registry.requests.map(({ listener, method, status }) => [listener, method, status]),
    ).toEqual([
      ["registry", "GET", 200],
      ["elsewhere", "GET", 404],
    ]);
    expect(registry.credentialsSeen).toEqual([
      {
        listener: "registry",
        path: "/token",
        presented: { scheme: "basic", username: "alice", secret: "s3cret" },
      },
      { listener: "elsewhere", path: "/x", presented: { scheme: "bearer", token: "abc" } },
    ]);
  });
});

test("closes while a client is being kept waiting", async () => {
  const registry = await start();
  const waiting = fetch(`${registry.origin}/v2/scenario/body-drip/manifests/1`).then((answer) =>
    answer.text(),
  );
  const ended = waiting.catch((err: unknown) => err);
  await expect.poll(() => registry.requests.length).toBe(1);
  await registry.close();
  expect(await ended).toBeInstanceOf(Error);
  expect(registry.openSockets()).toBe(0);
});

test("names what it doesn't know", async () => {
  await expect(startFakeRegistry({ dialect: "nope" })).rejects.toThrow("there are aws-ecr, ");
  await expect(startFakeRegistry({ dialect: "open", scenario: "nope" })).rejects.toThrow(
    "no scenario nope",
  );
});
