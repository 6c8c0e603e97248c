import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askVendor, basic } from "../../../test/ask-vendor.ts";
import { fakeCloud, type FakeCloud } from "../../fake-cloud.ts";
import { createImage } from "../../images/create-image.ts";

const reader = { username: "acme", secret: "dckr_oat_reader", pull: ["acme/app"] };
const writer = { username: "bob", secret: "dckr_pat_writer", push: true };
const old = { username: "carol", secret: "dckr_pat_old", expired: true };
let cloud: FakeCloud;

beforeAll(async () => {
  cloud = await fakeCloud({
    vendors: {
      "docker-hub": {
        accounts: [reader, writer, old],
        images: {
          "acme/app:1": createImage(),
          "acme/secret:1": createImage(),
          "library/nginx:1": createImage(),
        },
        publicRepositories: ["library/nginx"],
      },
    },
  });
});
afterAll(() => cloud.close());
beforeEach(() => cloud.vendor("docker-hub").play(null));

type Pair = { username: string; secret: string } | null;

function askToken(pair: Pair, scope: string, service = "registry.docker.io") {
  const query = new URLSearchParams({ service, scope });
  return askVendor(cloud, `https://auth.docker.io/token?${query.toString()}`, {
    headers: pair === null ? {} : basic(pair.username, pair.secret),
  });
}

async function tokenFor(pair: Pair, repository: string, service?: string): Promise<string> {
  const { text } = await askToken(pair, `repository:${repository}:pull`, service);
  return (JSON.parse(text) as { token: string }).token;
}

function ask(repository: string, token: string | null, method = "HEAD", tag = "1") {
  return askVendor(cloud, `https://registry-1.docker.io/v2/${repository}/manifests/${tag}`, {
    method,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
}

describe("the token service", () => {
  test.each<[string, Pair, string, number, string | undefined]>([
    ["a wrong token", { ...reader, secret: "no" }, "pull", 401, "incorrect username or password"],
    ["an expired one", old, "pull", 401, "personal access token is expired"],
    ["a read-only one for push", reader, "pull,push", 401, "access token has insufficient scopes"],
    ["a read-only one for pull", reader, "pull", 200, undefined],
    ["a writing one for push", writer, "pull,push", 200, undefined],
    ["nobody", null, "pull", 200, undefined],
  ])("answers %s", async (_name, pair, actions, status, details) => {
    const answer = await askToken(pair, `repository:acme/app:${actions}`);
    const said = JSON.parse(answer.text) as { details?: string };
    expect([answer.status, said.details]).toEqual([status, details]);
  });

  test("issues a token that grants nothing for what can't be read or doesn't exist", async () => {
    for (const repository of ["acme/secret", "acme/nowhere", "nginx"]) {
      const answer = await ask(repository, await tokenFor(reader, repository));
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toContain('error="insufficient_scope"');
    }
  });

  test("issues a token for a service it doesn't know, which the registry then refuses", async () => {
    const answer = await ask("acme/app", await tokenFor(reader, "acme/app", "registry.example"));
    expect(answer.headers["www-authenticate"]).toContain('error="invalid_token"');
  });
});

describe("the registry", () => {
  test("takes no user name and secret", async () => {
    const answer = await askVendor(cloud, "https://registry-1.docker.io/v2/acme/app/manifests/1", {
      headers: basic(reader.username, reader.secret),
    });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toEqual({
      errors: [
        {
          code: "UNAUTHORIZED",
          message: "authentication required",
          detail: [{ Type: "repository", Class: "", Name: "acme/app", Action: "pull" }],
        },
      ],
    });
  });

  test("counts GET against the limit of the account or the address, and HEAD not", async () => {
    const token = await tokenFor(null, "library/nginx");
    const remaining = async (method: string) =>
      (await ask("library/nginx", token, method)).headers["ratelimit-remaining"];
    expect([await remaining("HEAD"), await remaining("GET"), await remaining("HEAD")]).toEqual([
      "100;w=21600",
      "99;w=21600",
      "99;w=21600",
    ]);
    const own = await ask("acme/app", await tokenFor(reader, "acme/app"));
    expect(own.headers).toMatchObject({
      "ratelimit-limit": "200;w=21600",
      "docker-ratelimit-source": "acme",
    });
  });

  test("answers 429 once nothing is left", async () => {
    const token = await tokenFor(null, "library/nginx");
    let last = await ask("library/nginx", token, "GET");
    for (let n = 0; n < 100; n += 1) last = await ask("library/nginx", token, "GET");
    expect(last.status).toBe(429);
    expect(last.headers).toMatchObject({
      "ratelimit-remaining": "0;w=21600",
      "retry-after": "11520",
    });
    expect(last.text).toContain("You have reached your pull rate limit.");
  });
});

test.each([
  ["hub-wrong-token", "incorrect username or password"],
  ["hub-expired-token", "personal access token is expired"],
  ["hub-insufficient-scopes", "access token has insufficient scopes"],
])("%s is reached by name", async (scenario, details) => {
  cloud.vendor("docker-hub").play(scenario);
  expect(JSON.parse((await askToken(reader, "repository:acme/app:pull")).text)).toEqual({
    details,
  });
});

test("hub-pull-limit and hub-no-digest are reached by name", async () => {
  const token = await tokenFor(reader, "acme/app");
  cloud.vendor("docker-hub").play("hub-pull-limit");
  expect((await ask("acme/app", token)).status).toBe(429);
  cloud.vendor("docker-hub").play("hub-no-digest");
  expect((await ask("acme/app", token)).headers["docker-content-digest"]).toBeUndefined();
});
