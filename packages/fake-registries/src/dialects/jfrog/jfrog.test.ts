import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askVendor, basic } from "../../../test/ask-vendor.ts";
import { fakeCloud, type FakeCloud } from "../../fake-cloud.ts";
import { createImage } from "../../images/create-image.ts";
import { createJfrogToken } from "./access-token.ts";

const readers = 'applied-permissions/groups:"readers"';
const alice = {
  username: "alice",
  secret: createJfrogToken({ user: "alice", scope: readers }),
  pull: ["docker-local/team/app"],
};
const bob = { username: "bob", secret: createJfrogToken({ user: "bob" }) };
const old = { username: "dave", secret: createJfrogToken({ user: "dave" }), expired: true };
const origin = "https://acme.jfrog.io";
const tokenUrl = `${origin}/artifactory/api/docker/docker-local/v2/token`;
const tokenOf = (image: string) =>
  `${tokenUrl}?service=acme.jfrog.io%3A443&scope=${encodeURIComponent(`repository:${image}:pull`)}`;
let cloud: FakeCloud;

beforeAll(async () => {
  cloud = await fakeCloud({
    vendors: {
      jfrog: { accounts: [alice, bob, old], images: { "docker-local/team/app:1": createImage() } },
    },
  });
});
afterAll(() => cloud.close());

const manifest = (name: string, tag = "1") => `${origin}/v2/${name}/manifests/${tag}`;

describe("the challenge", () => {
  test("names a token endpoint with its port, and a scope without the key", async () => {
    const { headers } = await askVendor(cloud, manifest("docker-local/team/app"));
    expect(headers["www-authenticate"]).toBe(
      'Bearer realm="https://acme.jfrog.io:443/artifactory/api/docker/docker-local/v2/token",service="acme.jfrog.io:443",scope="repository:team/app:pull"',
    );
  });

  test("names no scope on HEAD", async () => {
    const asked = { method: "HEAD" };
    const { headers } = await askVendor(cloud, manifest("docker-local/team/app"), asked);
    expect(headers["www-authenticate"]).not.toContain("scope=");
  });
});

test("a token is given to GET alone, and it opens the one manifest", async () => {
  const headers = basic(alice.username, alice.secret);
  const posted = await askVendor(cloud, tokenUrl, { method: "POST", headers });
  expect(posted.status).toBe(401);
  const statusWith = async (image: string) => {
    const { text } = await askVendor(cloud, tokenOf(image), { headers });
    const { token } = JSON.parse(text) as { token: string };
    const asked = { headers: { authorization: `Bearer ${token}` } };
    return (await askVendor(cloud, manifest("docker-local/team/app"), asked)).status;
  };
  // The key stands in the address, and not in the scope.
  expect([await statusWith("team/app"), await statusWith("docker-local/team/app")]).toEqual([
    200, 403,
  ]);
});

test.each<[string, { username: string; secret: string }, object, number]>([
  ["a user's token for itself", bob, {}, 200],
  ["a user's token for somebody else", bob, { username: "alice" }, 403],
  ["a user's token for a group", bob, { scope: readers }, 403],
  ["a user's token for longer than allowed", bob, { expires_in: 40_000_000 }, 403],
  ["a group's token", alice, { scope: readers }, 403],
])("%s makes another one: %s", async (_name, { secret }, asked, status) => {
  const made = await askVendor(cloud, `${origin}/access/api/v1/tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
  expect(made.status).toBe(status);
});

test.each([
  ["a wrong token", "alice", "x", 401, "Bad props auth token"],
  ["a token of another user", "bob", alice.secret, 401, "Props Authentication Token not found"],
  ["an expired token", "dave", old.secret, 401, "Token failed verification: expired"],
])("%s is refused without a code", async (_name, username, secret, status, message) => {
  const answer = await askVendor(cloud, tokenUrl, { headers: basic(username, secret) });
  const { errors } = JSON.parse(answer.text) as { errors: Array<Record<string, unknown>> };
  expect([answer.status, errors[0]?.["status"], errors[0]?.["code"]]).toEqual([
    status,
    status,
    undefined,
  ]);
  expect(errors[0]?.["message"]).toContain(message);
});

test.each([
  ["docker-local/other", "1", 403, "The client does not have permission for manifest"],
  ["docker-local/team/app", "2", 404, "The named manifest is not known to the registry."],
])("%s:%s is answered with %i", async (name, tag, status, message) => {
  const headers = basic(alice.username, alice.secret);
  const answer = await askVendor(cloud, manifest(name, tag), { headers });
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(message);
});
