import * as fc from "fast-check";
import { expect, test } from "vitest";
import { alice, checkInput, registryOf } from "../../test/check-fixture.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { issuePullCredential } from "../issue-pull-credential.ts";
import {
  TransportError,
  type Transport,
  type TransportErrorCode,
  type TransportRequest,
} from "../transport.ts";
import { runFullCheck } from "./full-check.ts";
import { runReCheck } from "./re-check.ts";

const registry = { host: "reg.example.com", origin: "https://reg.example.com", ca: null };
const pinned = "https://auth.example.com";

type Reply =
  | { status: number; headers: Array<[string, string]>; body: string }
  | TransportErrorCode;

const realm = fc.constantFrom(
  "https://reg.example.com/token",
  "https://auth.example.com/token?x=1",
  "https://evil.test/token",
  "http://reg.example.com/token",
  "/token",
  "https://alice:x@reg.example.com/token",
  "",
);
const challenge = fc.oneof(
  fc.constantFrom(
    "Basic realm=x",
    "Digest realm=x",
    "",
    "Bearer",
    'Basic realm="a", Bearer realm="b',
  ),
  fc
    .tuple(
      realm,
      fc.constantFrom(
        "",
        ',error="invalid_token"',
        ',error="insufficient_scope"',
        ',scope="registry:catalog:*"',
      ),
    )
    .map(([address, more]) => `Bearer realm="${address}",service="s"${more}`),
);
const echo = fc.constantFrom(
  alice.secret,
  encodeURIComponent(alice.secret),
  Buffer.from(`alice:${alice.secret}`).toString("base64"),
  "nothing",
);
const body = fc.oneof(
  fc.constantFrom(
    '{"token":"issued-token-0001"}',
    '{"schemaVersion":2,"layers":[]}',
    "<html>",
    "",
    "[".repeat(99),
  ),
  echo.map((text) =>
    JSON.stringify({ errors: [{ code: "DENIED", message: text, detail: { text } }] }),
  ),
  fc.string({ maxLength: 40 }),
);
const header = fc.oneof(
  challenge.map((value): [string, string] => ["www-authenticate", value]),
  echo.map((value): [string, string] => ["warning", value]),
  fc.constantFrom<[string, string]>(
    ["content-type", "text/html"],
    ["content-type", "application/vnd.oci.image.manifest.v1+json"],
    ["docker-distribution-api-version", "registry/2.0"],
    ["docker-content-digest", `sha256:${"a".repeat(64)}`],
    ["docker-content-digest", "sha256:../x"],
    ["location", "https://evil.test/"],
    ["content-encoding", "gzip"],
    ["retry-after", "soon"],
    ["ratelimit-limit", "100;w=21600"],
  ),
);
const reply: fc.Arbitrary<Reply> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      status: fc.constantFrom(200, 200, 401, 401, 401, 403, 404, 405, 400, 307, 429, 503, 418),
      headers: fc.array(header, { maxLength: 4 }),
      body,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<TransportErrorCode>(
      "reset",
      "dns-not-found",
      "tls-name",
      "body-too-large",
      "refused-by-policy",
    ),
  },
);

function replaying(replies: Reply[]): { transport: Transport; asked: TransportRequest[] } {
  const asked: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    const next = replies[asked.length] ?? "reset";
    asked.push(request);
    if (typeof next === "string")
      throw new TransportError(next, { host: "reg.example.com", port: 443 });
    return {
      status: next.status,
      headers: next.headers,
      body: Buffer.from(next.body),
      durationMs: 1,
    };
  };
  return { transport, asked };
}

const allowed = ["https://reg.example.com", pinned];

/** What must hold whatever the other side answers. */
function holds(asked: TransportRequest[], told: unknown): void {
  expect(asked.length).toBeLessThanOrEqual(8);
  for (const { url, headers, method } of asked) {
    // Wherever a registry sends clients for a layer, it is asked for headers alone and gets no credential.
    const storage = method === "HEAD" && headers["authorization"] === undefined;
    expect(storage || allowed.includes(new URL(url).origin)).toBe(true);
    // The stored pair goes to a token address or with a manifest request to the registry, a token to the registry only.
    const toRegistry = url.startsWith("https://reg.example.com/");
    const bearer = headers["authorization"]?.startsWith("Bearer ") ?? false;
    expect(!bearer || toRegistry).toBe(true);
  }
  const text = JSON.stringify(told);
  expect(text).not.toContain(alice.secret);
  expect(text).not.toContain(Buffer.from(`alice:${alice.secret}`).toString("base64").slice(12, -4));
  expect(text).not.toContain("issued-token-0001");
}

const answers = fc.array(reply, { maxLength: 10 });
const changes = {
  registry: registryOf(registry, {
    realmRule: { sameOrigin: true, urls: [], pinnedOrigins: [pinned] },
  }),
};

test("a full check ends with a diagnosis and keeps the secret, whatever is answered", async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (replies) => {
      const { transport, asked } = replaying(replies);
      const input = checkInput(registry, transport, "team/app:1", changes);
      const trace = await runFullCheck(input);
      const found = diagnose(trace);
      holds(asked, [trace, input.events, found]);
      expect(trace.steps).toHaveLength(7);
      expect(found.healthEffect === "healthy").toBe(
        trace.manifest !== null && trace.control !== "public",
      );
    }),
    { numRuns: 2000 },
  );
});

test("a re-check and a pull credential keep the secret, whatever is remembered and answered", async () => {
  const known = fc.oneof(
    fc.constant(null),
    fc.constant({ scheme: "basic" as const }),
    realm.map((address) => ({ scheme: "bearer" as const, realm: address, service: "s" })),
  );
  await fc.assert(
    fc.asyncProperty(known, answers, async (remembered, replies) => {
      const first = replaying(replies);
      const input = checkInput(registry, first.transport, "team/app:1", {
        ...changes,
        known: remembered,
      });
      const trace = await runReCheck(input);
      holds(first.asked, [trace, input.events, diagnose(trace)]);
      const second = replaying(replies);
      const issued = await issuePullCredential({ ...input, transport: second.transport });
      holds(second.asked, issued.ok ? [] : issued.diagnosis);
    }),
    { numRuns: 2000 },
  );
});
