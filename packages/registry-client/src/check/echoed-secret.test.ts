import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { alice, checkInput } from "../../test/check-fixture.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import type { TransportRequest } from "../transport.ts";
import { runFullCheck } from "./full-check.ts";

const { secret } = alice;
const registry = { host: "reg.example.com", origin: "https://reg.example.com", ca: null };
const oci = "application/vnd.oci.image.manifest.v1+json";

type Answer = { status: number; headers?: Array<[string, string]>; body?: string };
type Hostile = {
  challenge?: string;
  token?: string;
  /** In place of the manifest, and of everything else that is asked for with the token. */
  signedIn?: (request: TransportRequest) => Answer | null;
};

const manifest = (fields: object = {}): Answer => {
  const body = JSON.stringify({ schemaVersion: 2, mediaType: oci, layers: [], ...fields });
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  return {
    status: 200,
    headers: [
      ["content-type", oci],
      ["docker-content-digest", digest],
    ],
    body,
  };
};
const as = (contentType: string, answer: Answer): Answer => ({
  ...answer,
  headers: [["content-type", contentType]],
});
const jwt = (access: object[]) =>
  [{ alg: "none" }, { access, iat: 1, exp: 301 }, {}]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
const bearer = (more: string) => `Bearer realm="https://reg.example.com/token",${more}`;
const missing = '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"unknown"}]}';

test.each<[place: string, hostile: Hostile]>([
  ["the challenge's service", { challenge: bearer(`service="${secret}"`) }],
  ["its scope", { challenge: bearer(`service="s",scope="repository:${secret}:pull"`) }],
  ["its scheme", { challenge: `${secret} realm="x"` }],
  ["the token address", { challenge: `Bearer realm="https://reg.example.com/token/${secret}"` }],
  ["its query", { challenge: `Bearer realm="https://reg.example.com/token?x=${secret}"` }],
  ["its host", { challenge: `Bearer realm="https://${secret}.example.com/token"` }],
  ["a token's grants", { token: jwt([{ type: secret, name: secret, actions: ["pull", secret] }]) }],
  [
    "the digest's header",
    {
      signedIn: () => ({
        ...manifest(),
        headers: [
          ["content-type", oci],
          ["docker-content-digest", secret],
        ],
      }),
    },
  ],
  ["the manifest's own type", { signedIn: () => manifest({ mediaType: secret }) }],
  [
    "a type that goes unchecked",
    { signedIn: () => as("application/json", manifest({ mediaType: secret })) },
  ],
  [
    "a platform",
    {
      signedIn: () =>
        as(
          "text/plain",
          manifest({ manifests: [{ platform: { os: secret, architecture: "x" } }] }),
        ),
    },
  ],
  ["the content type", { signedIn: () => as(`text/${secret}`, { status: 200, body: "x" }) }],
  [
    "a tag",
    {
      signedIn: ({ url }) =>
        url.includes("/tags/")
          ? { status: 200, body: JSON.stringify({ tags: ["2", secret] }) }
          : { status: 404, body: missing },
    },
  ],
  [
    "a redirect",
    { signedIn: () => ({ status: 307, headers: [["location", `https://${secret}.test/`]] }) },
  ],
  [
    "where a layer lies",
    {
      signedIn: ({ url }) =>
        url.includes("/blobs/")
          ? { status: 307, headers: [["location", `https://${secret}.test/`]] }
          : manifest({ layers: [{ digest: `sha256:${"a".repeat(64)}` }] }),
    },
  ],
  [
    "whom a limit counts for",
    {
      signedIn: () => ({
        status: 429,
        headers: [
          ["ratelimit-limit", "1;w=1"],
          ["docker-ratelimit-source", secret],
        ],
      }),
    },
  ],
])("a secret that a registry echoes in %s is not told on", async (_place, hostile) => {
  const { challenge = bearer('service="s"'), token = "issued-token", signedIn } = hostile;
  const answered = (request: TransportRequest): Answer => {
    const { url, headers } = request;
    const authorization = headers["authorization"];
    if (url.startsWith("https://reg.example.com/token"))
      return authorization === undefined
        ? { status: 401 }
        : { status: 200, body: JSON.stringify({ token }) };
    if (authorization === undefined)
      return { status: 401, headers: [["www-authenticate", challenge]] };
    return signedIn?.(request) ?? manifest();
  };
  const asked: string[] = [];
  const input = checkInput(
    registry,
    async (request) => {
      asked.push(new URL(request.url).host);
      const { status, headers = [], body = "" } = answered(request);
      const sent = request.method === "HEAD" ? "" : body;
      return { status, headers, body: new TextEncoder().encode(sent), durationMs: 1 };
    },
    "team/app:1",
  );
  const trace = await runFullCheck(input);
  expect(JSON.stringify([trace, input.events, diagnose(trace)])).not.toContain(secret);
  expect(new Set(asked)).toEqual(new Set(["reg.example.com"]));
});
