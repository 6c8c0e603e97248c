import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askVendor, basic } from "../../../test/ask-vendor.ts";
import { fakeCloud, type FakeCloud } from "../../fake-cloud.ts";
import { createImage } from "../../images/create-image.ts";
import { fakeTenant } from "./entra.ts";

const host = "fakeregistry.azurecr.io";
const application = "11111111-2222-4333-8444-555555555555";
const ended = "33333333-2222-4333-8444-555555555555";
const scoped = { username: "berth-pull", secret: "password-1", pull: ["ml/train"] };
let cloud: FakeCloud;

beforeAll(async () => {
  cloud = await fakeCloud({
    vendors: {
      "azure-container-registry": {
        accounts: [
          { username: application, secret: "secret-1", pull: ["ml/train"] },
          { username: ended, secret: "secret-2", expired: true },
          scoped,
        ],
        images: { "ml/train:1": createImage(), "ml/secret:1": createImage() },
      },
    },
  });
});
afterAll(() => cloud.close());
beforeEach(() => cloud.vendor("azure-container-registry").play(null));

type Said = { errors?: Array<{ message: string; detail?: unknown }> } & Record<string, unknown>;

async function post(url: string, form: Record<string, string>): Promise<[number, Said]> {
  const body = new URLSearchParams(form).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await askVendor(cloud, url, { method: "POST", headers, body });
  return [answer.status, JSON.parse(answer.text) as Said];
}

function entra(client_id: string, client_secret: string, tenant = fakeTenant) {
  return post(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    grant_type: "client_credentials",
    client_id,
    client_secret,
    scope: "https://containerregistry.azure.net/.default",
  });
}

async function get(path: string, headers: Record<string, string>): Promise<[number, Said]> {
  const answer = await askVendor(cloud, `https://${host}${path}`, { headers });
  return [answer.status, JSON.parse(answer.text) as Said];
}

const tokenPath = `/oauth2/token?service=${host}&scope=repository:ml/train:pull`;

test("an application's secret becomes an access token by way of Entra", async () => {
  const [, { access_token: aad }] = await entra(application, "secret-1");
  const [, { refresh_token }] = await post(`https://${host}/oauth2/exchange`, {
    grant_type: "access_token",
    service: host,
    tenant: fakeTenant,
    access_token: String(aad),
  });
  const [status, { access_token, expires_in }] = await post(`https://${host}/oauth2/token`, {
    grant_type: "refresh_token",
    service: host,
    scope: "repository:ml/train:pull",
    refresh_token: String(refresh_token),
  });
  expect([status, expires_in]).toEqual([200, undefined]);
  const zero = "00000000-0000-0000-0000-000000000000";
  for (const headers of [
    { authorization: `Bearer ${String(access_token)}` },
    basic(zero, String(access_token)),
  ]) {
    const [pulled] = await get("/v2/ml/train/manifests/1", headers);
    expect(pulled).toBe(200);
  }
  const [withRefresh] = await get(tokenPath, basic(zero, String(refresh_token)));
  expect(withRefresh).toBe(200);
});

test("an access token of Entra is none of the registry's, and the other way round", async () => {
  const [, { access_token }] = await entra(application, "secret-1");
  const [status] = await get("/v2/ml/train/manifests/1", {
    authorization: `Bearer ${String(access_token)}`,
  });
  expect(status).toBe(401);
  const [exchanged] = await post(`https://${host}/oauth2/exchange`, {
    grant_type: "access_token",
    service: host,
    access_token: "not-a-token",
  });
  expect(exchanged).toBe(401);
});

test.each([
  [application, "wrong", fakeTenant, 401, 7000215],
  [ended, "secret-2", fakeTenant, 401, 7000222],
  ["44444444-2222-4333-8444-555555555555", "x", fakeTenant, 400, 700016],
  [application, "secret-1", application, 400, 90002],
])("Entra tells apart: %s %s %s", async (client, secret, tenant, status, number) => {
  const [answered, said] = await entra(client, secret, tenant);
  expect([answered, said["error_codes"]]).toEqual([status, [number]]);
  expect(said["error_description"]).toMatch(new RegExp(`^AADSTS${number}: `));
});

describe("the registry", () => {
  test.each([
    ["a wrong secret", basic(application, "wrong"), "Invalid clientid or client secret."],
    ["an expired one", basic(ended, "secret-2"), "Invalid clientid or client secret."],
    [
      "a name that is neither",
      basic("my-app", "x"),
      "authentication required, failed client id must be guid",
    ],
  ])("refuses %s with its own words", async (_name, headers, message) => {
    for (const path of [tokenPath, "/v2/ml/train/manifests/1"]) {
      const [status, { errors }] = await get(path, headers);
      expect([status, errors?.[0]?.message]).toEqual([401, message]);
    }
  });

  test("names what is missing in the detail: pull, and metadata_read for tags", async () => {
    const pair = basic(scoped.username, scoped.secret);
    const [, pull] = await get("/v2/ml/secret/manifests/1", pair);
    expect(pull.errors?.[0]?.detail).toEqual([
      { Type: "repository", Name: "ml/secret", Action: "pull" },
    ]);
    const [status, tags] = await get("/v2/ml/train/tags/list", pair);
    expect(status).toBe(401);
    expect(tags.errors?.[0]?.detail).toEqual([
      { Type: "repository", Name: "ml/train", Action: "metadata_read" },
    ]);
  });
});

test.each([
  ["acr-firewall", 403],
  ["acr-denied", 403],
  ["acr-throttled", 429],
])("%s is reached by name", async (scenario, status) => {
  cloud.vendor("azure-container-registry").play(scenario);
  const [answered] = await get("/v2/ml/train/manifests/1", basic(scoped.username, scoped.secret));
  expect(answered).toBe(status);
});
