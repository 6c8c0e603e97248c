import { existsSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { createImage, createIndex } from "../images/create-image.ts";
import { startFakeRegistry } from "../start-fake-registry.ts";
import { pushImage } from "./push-image.ts";
import { runCommand } from "./run-command.ts";
import { startRealRegistry, type RealRegistry } from "./start-real-registry.ts";

const image = createImage();
const alice = { username: "alice", secret: "s3cret" };
let registry: RealRegistry | null = null;

afterEach(async () => {
  await registry?.close();
  registry = null;
});

function basic(pair: { username: string; secret: string }): { authorization: string } {
  const encoded = Buffer.from(`${pair.username}:${pair.secret}`).toString("base64");
  return { authorization: `Basic ${encoded}` };
}

describe("the real registry", () => {
  test("with htpasswd serves what was pushed, to who knows the secret", async () => {
    registry = await startRealRegistry({
      auth: "htpasswd",
      accounts: [alice],
      images: { "team/app:1": image },
    });
    const url = `${registry.origin}/v2/team/app/manifests/1`;
    const accept = "application/vnd.oci.image.manifest.v1+json";
    const refused = await fetch(url);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      'Basic realm="Registry"',
    ]);
    const answer = await fetch(url, { headers: { ...basic(alice), accept } });
    expect([answer.status, answer.headers.get("docker-content-digest")]).toEqual([
      200,
      image.digest,
    ]);
  });

  test("with a token service takes its tokens, x5c and all", async () => {
    registry = await startRealRegistry({
      auth: "token",
      accounts: [{ ...alice, pull: ["team/app"] }],
      images: { "team/app:1": image, "other/app:1": image },
    });
    const tokenFor = async (repository: string) => {
      const query = `service=berth-test-registry&scope=repository:${repository}:pull`;
      const answer = await fetch(`${registry?.tokenOrigin}/token?${query}`, {
        headers: basic(alice),
      });
      return ((await answer.json()) as { token: string }).token;
    };
    const statusOf = async (repository: string) => {
      const authorization = `Bearer ${await tokenFor(repository)}`;
      const url = `${registry?.origin}/v2/${repository}/manifests/1`;
      const accept = "application/vnd.oci.image.manifest.v1+json";
      return (await fetch(url, { headers: { authorization, accept } })).status;
    };
    expect([await statusOf("team/app"), await statusOf("other/app")]).toEqual([200, 401]);
  });

  test("without sign-in, over TLS", async () => {
    registry = await startRealRegistry({
      auth: "none",
      tls: true,
      images: { "team/app:1": image },
    });
    expect(registry.origin).toMatch(/^https:/);
    const inspected = await runCommand("skopeo", [
      "inspect",
      "--raw",
      "--tls-verify=false",
      `docker://${registry.host}/team/app:1`,
    ]);
    expect(inspected).toBe(image.manifest.toString());
  });

  test("leaves neither a process nor a listener", async () => {
    const started = await startRealRegistry({ auth: "none" });
    expect(existsSync(`/proc/${started.pid}`)).toBe(true);
    await started.close();
    expect(existsSync(`/proc/${started.pid}`)).toBe(false);
    await expect(fetch(started.url)).rejects.toThrow("fetch failed");
  });
});

test("real skopeo pulls an image of two platforms from a fake, with its own sign-in", async () => {
  const index = createIndex([image, createImage({ architecture: "arm64" })]);
  const fake = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [alice],
    images: { "team/app:1": index },
  });
  registry = await startRealRegistry({ auth: "none" });
  const credentials = `${alice.username}:${alice.secret}`;
  await runCommand("skopeo", [
    "copy",
    "--all",
    "--quiet",
    "--preserve-digests",
    "--src-tls-verify=false",
    "--dest-tls-verify=false",
    "--src-creds",
    credentials,
    `docker://${fake.host}/team/app:1`,
    `docker://${registry.host}/copied/app:1`,
  ]);
  await fake.close();
  const answer = await fetch(`${registry.origin}/v2/copied/app/manifests/1`, {
    headers: { accept: "application/vnd.oci.image.index.v1+json" },
  });
  expect(answer.headers.get("docker-content-digest")).toBe(index.digest);
});

test("a missing program is named, with what to install", async () => {
  const env = { ...process.env, PATH: "/nonexistent" };
  await expect(runCommand("skopeo", ["--version"], { env })).rejects.toThrow(
    "skopeo is not installed; on Debian: apt-get install skopeo",
  );
});

test("a failed push tells why and leaves nothing behind", async () => {
  const host = "127.0.0.1:1";
  const push = pushImage({ host, name: "a/b:1", image, account: alice });
  await expect(push).rejects.toThrow(/connection refused/);
});
