import { startFakeRegistry, type FakeRegistryOptions } from "@berth/fake-registries";
import { afterEach, describe, expect, test } from "vitest";
import { registryOf } from "../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../test/test-transport.ts";
import { systemClock } from "./clock.ts";
import { probeAddress } from "./probe-address.ts";

let transport: TestTransport;
afterEach(() => transport.close());

async function probe(options: FakeRegistryOptions) {
  const fake = await startFakeRegistry(options);
  transport = createTestTransport({ headersTimeoutMs: 400 });
  const found = await probeAddress({
    host: fake.host,
    registry: registryOf(fake),
    transport,
    clock: systemClock,
  });
  await fake.close();
  return { fake, found };
}

describe("recognises a registry and how it signs clients in", () => {
  test("with Basic, over TLS", async () => {
    const { found } = await probe({ dialect: "standard-basic", tls: "trusted" });
    expect(found).toMatchObject({
      ok: true,
      auth: { scheme: "basic" },
      tls: { protocol: "TLSv1.3", subject: "CN=localhost", issuer: "CN=Berth Test Authority" },
    });
  });

  test("with tokens of its own", async () => {
    const { found, fake } = await probe({ dialect: "standard-token" });
    expect(found).toMatchObject({
      auth: {
        scheme: "bearer",
        realm: `${fake.origin}/token`,
        service: "fake-registry",
        originToPin: null,
      },
      tls: null,
    });
  });

  test("with tokens of another origin, which has to be pinned", async () => {
    const { found, fake } = await probe({ dialect: "standard-token-elsewhere" });
    expect(found).toMatchObject({ auth: { originToPin: fake.elsewhere.origin } });
  });

  test("without sign-in", async () => {
    const { found } = await probe({ dialect: "open" });
    expect(found).toMatchObject({ ok: true, auth: { scheme: "none" } });
  });
});

describe("refuses what is no registry", () => {
  test.each([
    ["web-page", "NOT-REGISTRY"],
    ["web-page-missing", "NOT-REGISTRY"],
    ["json-page", "NOT-REGISTRY"],
    ["not-found-plain", "NOT-REGISTRY"],
    ["endless-body", "NOT-REGISTRY"],
    ["login-redirect", "REDIRECT"],
    ["redirect", "REDIRECT"],
    ["no-challenge", "NO-CHALLENGE"],
    ["html-401", "NO-CHALLENGE"],
    ["digest-challenge", "CHALLENGE-UNSUPPORTED"],
    ["unterminated-challenge", "CHALLENGE-BROKEN"],
    ["two-realms", "CHALLENGE-BROKEN"],
    ["relative-realm", "REALM-BROKEN"],
    ["userinfo-realm", "REALM-BROKEN"],
    ["outage", "SERVER-5XX"],
    ["rate-limited-plain", "RATE-LIMIT"],
    ["forbidden-at-once", "IP-BLOCKED"],
    ["slow", "NO-ANSWER"],
    ["ssh-banner", "BAD-ANSWER"],
    ["reset", "NET-RESET"],
  ])("%s → %s", async (scenario, code) => {
    const dialect = scenario === "not-found-plain" ? "open" : "standard-token";
    const { found, fake } = await probe({ dialect, scenario });
    expect(found).toMatchObject({ ok: false, diagnosis: { code } });
    expect(fake.requests.length).toBe(1);
    expect(fake.credentialsSeen).toEqual([]);
  });

  test("a realm that isn't encrypted is refused although it could be pinned", async () => {
    const { found } = await probe({
      dialect: "standard-token",
      scenario: "http-realm",
      tls: "trusted",
    });
    expect(found).toMatchObject({ ok: false, diagnosis: { code: "REALM-REFUSED" } });
  });

  test("a web page is called one", async () => {
    const { found, fake } = await probe({ dialect: "open", scenario: "web-page" });
    expect(found).toMatchObject({
      ok: false,
      diagnosis: { symptom: `\`${fake.host}\` answered, but without a registry API (text/html).` },
    });
  });
});

test("an address nobody listens at is unreachable", async () => {
  const fake = await startFakeRegistry({ dialect: "open" });
  await fake.close();
  transport = createTestTransport();
  const found = await probeAddress({
    host: fake.host,
    registry: registryOf(fake),
    transport,
    clock: systemClock,
  });
  expect(found).toMatchObject({
    ok: false,
    diagnosis: { code: "NET-REFUSED", outcome: "unreachable" },
  });
});

test.each([
  ["unknown.example.test", "DNS-NONE"],
  ["temporary.example.test", "DNS-TEMPORARY"],
])("%s → %s", async (host, code) => {
  transport = createTestTransport();
  const registry = registryOf({ host, origin: `https://${host}`, ca: null });
  const found = await probeAddress({ host, registry, transport, clock: systemClock });
  expect(found).toMatchObject({ ok: false, diagnosis: { code } });
});
