import { JWT } from "google-auth-library";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createImage } from "../../images/create-image.ts";
import { startFakeRegistry, type FakeRegistry } from "../../start-fake-registry.ts";
import { createServiceAccount, type FakeServiceAccount } from "./service-account.ts";

const readOnly = "https://www.googleapis.com/auth/cloud-platform.read-only";
const reader = createServiceAccount("reader", { pull: ["acme-prod/containers/app"] });
const deleted = createServiceAccount("deleted", { expired: true });
const stranger = createServiceAccount("stranger");
let fake: FakeRegistry;

beforeAll(async () => {
  fake = await startFakeRegistry({
    dialect: "google-artifact-registry",
    accounts: [reader.account, deleted.account],
    images: { "acme-prod/containers/app:1": createImage(), "acme-prod/other/app:1": createImage() },
  });
});
afterAll(() => fake.close());
beforeEach(() => fake.play(null));

type KeyFile = { client_email: string; private_key: string; private_key_id: string };

/** Google's own library; its requests to Google's token endpoint are led to the fake. */
async function accessToken(
  { keyFile }: FakeServiceAccount,
  scopes = [readOnly],
  change: Partial<KeyFile> = {},
): Promise<string> {
  const key = { ...(JSON.parse(keyFile) as KeyFile), ...change };
  const client = new JWT({
    email: key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes,
    transporterOptions: {
      retry: false,
      fetchImplementation: (input, init) => {
        const asked = String(input instanceof Request ? input.url : input);
        if (asked !== "https://oauth2.googleapis.com/token") throw new Error(`not to ${asked}`);
        return fetch(`${fake.elsewhere.origin}/token`, init);
      },
    },
  });
  const { access_token } = await client.authorize();
  return access_token ?? "";
}

function basic(token: string) {
  const pair = Buffer.from(`oauth2accesstoken:${token}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

function pull(name: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${fake.origin}/v2/${name}/manifests/1`, { headers });
}

describe("Google's own library", () => {
  test("gets an access token for a signed assertion, and the registry takes it", async () => {
    const token = await accessToken(reader);
    expect((await pull("acme-prod/containers/app", basic(token))).status).toBe(200);
    const bearer = { authorization: `Bearer ${token}` };
    expect((await pull("acme-prod/containers/app", bearer)).status).toBe(200);
  });

  test("gets the registry's own token for it, too", async () => {
    const scope = "repository:acme-prod/containers/app:pull";
    const answer = await fetch(`${fake.origin}/v2/token?service=${fake.host}&scope=${scope}`, {
      headers: basic(await accessToken(reader)),
    });
    const { token } = (await answer.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await pull("acme-prod/containers/app", headers)).status).toBe(200);
    expect((await pull("acme-prod/other/app", headers)).status).toBe(403);
  });

  test.each<[string, FakeServiceAccount, string[], Partial<KeyFile>, string]>([
    ["a deleted key", deleted, [readOnly], {}, "Invalid JWT Signature."],
    [
      "a key of another account",
      reader,
      [readOnly],
      { private_key: (JSON.parse(stranger.keyFile) as KeyFile).private_key },
      "Invalid JWT Signature.",
    ],
    ["an account that doesn't exist", stranger, [readOnly], {}, "Invalid grant: account not found"],
    [
      "a scope that doesn't exist",
      reader,
      ["https://evil.test/all"],
      {},
      "Invalid OAuth scope or ID token audience provided.",
    ],
  ])("meets %s with Google's own error", async (_name, account, scopes, change, message) => {
    await expect(accessToken(account, scopes, change)).rejects.toThrow(message);
  });

  test("can't read images with the scope of the old registry", async () => {
    const token = await accessToken(reader, [
      "https://www.googleapis.com/auth/devstorage.read_only",
    ]);
    expect((await pull("acme-prod/containers/app", basic(token))).status).toBe(403);
  });
});

test.each(["acme-prod/other/app", "acme-prod/nowhere/app", "nobody/containers/app"])(
  "a missing right and a missing repository are answered in the same words: %s",
  async (name) => {
    const answer = await pull(name, basic(await accessToken(reader)));
    const [project = "", repository = ""] = name.split("/");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(
      `denied on resource \\"projects/${project}/locations/us/repositories/${repository}\\" (or it may not exist)`,
    );
  },
);

test("who doesn't sign in is told so", async () => {
  const answer = await pull("acme-prod/containers/app", {});
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe(
    `Bearer realm="${fake.origin}/v2/token",service="${fake.host}",scope="repository:acme-prod/containers/app:pull"`,
  );
  expect(await answer.text()).toContain("Unauthenticated request.");
});

test.each([
  ["google-clock-skew", "Check your iat and exp values"],
  ["google-deleted-account", "account not found"],
])("%s is reached by name", async (scenario, message) => {
  fake.play(scenario);
  await expect(accessToken(reader)).rejects.toThrow(message);
});
