import type { TlsOptions } from "node:tls";
import type { NetworkEvent, TransportError, TransportRequest } from "@berth/registry-client";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createEgress } from "./create-egress.ts";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";
import { createAuthority, selfSigned } from "./testing/certificates.ts";
import type { Authority } from "./testing/certificates.ts";
import { answer, listenRaw, listenTls } from "./testing/loopback-server.ts";
import type { LoopbackServer } from "./testing/loopback-server.ts";

/** Input E-65, the part about certificates, against real TLS servers on loopback. */

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const started: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of started.splice(0)) await stop();
});

type Seen = { events: NetworkEvent[]; failure: Pick<TransportError, "code" | "detail"> | null };

async function request(
  server: LoopbackServer,
  options: Partial<TransportRequest> & { host?: string; tlsMs?: number } = {},
): Promise<Seen> {
  const { host = "localhost", tlsMs = 3_000, ...rest } = options;
  const allow = parseOutboundAllow(`${host}:${server.port}`);
  if (!allow.ok) throw new Error(allow.message);
  const egress = createEgress({ allow: allow.entries, ownEndpoints: () => [], limits: { tlsMs } });
  started.push(async () => {
    await vi.waitUntil(() => server.open() === 0);
    await server.close();
  });
  const events: NetworkEvent[] = [];
  const failure = await egress
    .transportFor({ organizationId: "a", registryId: "r" })({
      method: "GET",
      url: `https://${host}:${server.port}/v2/`,
      headers: { authorization: "Basic canary" },
      bodyBytesMax: 1_024,
      onNetwork: (event) => events.push(event),
      ...rest,
    })
    .then(
      () => null,
      ({ code, detail }: TransportError) => ({ code, detail }),
    );
  await egress.close();
  return { events, failure };
}

const tls = (options: TlsOptions) =>
  listenTls(options, (socket) => socket.write(answer(200, "ok")));

describe("with the registry's own authority", () => {
  test("a good certificate is accepted and described", async () => {
    const server = await tls(await authority.sign());
    const { events, failure } = await request(server, { ca: authority.cert });
    expect(failure).toBeNull();
    expect(events).toEqual([
      {
        kind: "dns",
        host: "localhost",
        addresses: ["127.0.0.1", "::1"],
        durationMs: expect.any(Number) as number,
      },
      {
        kind: "connect",
        address: "127.0.0.1",
        port: server.port,
        durationMs: expect.any(Number) as number,
      },
      {
        kind: "tls",
        protocol: "TLSv1.3",
        validTo: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        issuer: "CN=Berth test authority",
        subject: "CN=localhost",
        durationMs: expect.any(Number) as number,
      },
    ]);
  });

  test("an address is checked against the addresses in the certificate", async () => {
    const good = await tls(await authority.sign());
    expect((await request(good, { host: "127.0.0.1", ca: authority.cert })).failure).toBeNull();
    for (const name of ["127.0.0.1.test", "localhost"]) {
      const named = await tls(await authority.sign({ names: [name] }));
      const { failure } = await request(named, { host: "127.0.0.1", ca: authority.cert });
      expect(failure?.code).toBe("tls-name");
    }
  });

  test("a name is sent as server name, an address is not", async () => {
    const names: unknown[] = [];
    const server = await listenTls(await authority.sign(), (socket) => {
      names.push("servername" in socket && socket.servername);
      socket.write(answer(200));
    });
    await request(server, { ca: authority.cert });
    await request(server, { host: "127.0.0.1", ca: authority.cert });
    expect(names).toEqual(["localhost", false]);
  });

  test("TLS 1.2 is spoken", async () => {
    const server = await tls({ ...(await authority.sign()), maxVersion: "TLSv1.2" });
    const { events, failure } = await request(server, { ca: authority.cert });
    expect(failure).toBeNull();
    expect(events.at(-1)).toMatchObject({ kind: "tls", protocol: "TLSv1.2" });
  });

  test("another name is refused and says which names the certificate has", async () => {
    const server = await tls(await authority.sign({ names: ["other.test", "www.other.test"] }));
    const { failure } = await request(server, { ca: authority.cert });
    expect(failure).toEqual({
      code: "tls-name",
      detail: {
        host: "localhost",
        port: server.port,
        address: "127.0.0.1",
        osCode: "ERR_TLS_CERT_ALTNAME_INVALID",
        subject: "CN=other.test",
        issuer: "CN=Berth test authority",
        altNames: ["other.test", "www.other.test"],
        validFrom: expect.any(String) as string,
        validTo: expect.any(String) as string,
      },
    });
    expect(server.received()).toBe("");
  });

  test("an expired certificate is refused and says since when", async () => {
    const expired = await authority.sign({
      notBefore: new Date("2020-01-01"),
      notAfter: new Date("2021-02-03"),
    });
    const { failure } = await request(await tls(expired), { ca: authority.cert });
    expect(failure).toMatchObject({
      code: "tls-expired",
      detail: { validTo: "2021-02-03T00:00:00.000Z", osCode: "CERT_HAS_EXPIRED" },
    });
  });

  test("a certificate from the future is refused", async () => {
    const notBefore = new Date(Date.now() + 864e5);
    const future = await authority.sign({ notBefore, notAfter: new Date(+notBefore + 864e5) });
    const { failure } = await request(await tls(future), { ca: authority.cert });
    expect(failure?.code).toBe("tls-not-yet-valid");
  });
});

describe("without it", () => {
  test("a certificate of an unknown authority is refused", async () => {
    const { failure } = await request(await tls(await authority.sign()));
    expect(failure?.code).toBe("tls-chain");
    expect(failure?.detail.issuer).toBe("CN=Berth test authority");
  });

  test("a chain that ends in an unknown root is refused as untrusted", async () => {
    const pair = await authority.sign();
    const server = await tls({ key: pair.key, cert: `${pair.cert}\n${authority.cert}` });
    expect((await request(server)).failure?.code).toBe("tls-untrusted");
  });

  test("a self-signed certificate is refused, and accepted once it is the registry's own", async () => {
    const pair = await selfSigned();
    const { failure } = await request(await tls(pair));
    expect(failure?.code).toBe("tls-self-signed");
    expect((await request(await tls(pair), { ca: pair.cert })).failure).toBeNull();
  });

  test("another authority's word counts for nothing", async () => {
    const other = await createAuthority("Another authority");
    const { failure } = await request(await tls(await authority.sign()), { ca: other.cert });
    expect(failure?.code).toBe("tls-chain");
  });

  test.each([
    ["", "no text"],
    ["no certificate", "other text"],
    ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "a broken certificate"],
    ["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "a key"],
  ])("%j is refused before a dial, not passed over (%s)", async (ca) => {
    const server = await tls(await authority.sign());
    for (const text of [ca, `${authority.cert}\n${ca}`].slice(0, ca.startsWith("---") ? 2 : 1)) {
      const { failure } = await request(server, { ca: text });
      expect(failure).toEqual({
        code: "tls-other",
        detail: { host: "localhost", port: server.port, osCode: "ERR_TLS_CA_UNREADABLE" },
      });
    }
    expect(server.connections()).toBe(0);
  });

  test("several certificates may stand in one text, with words between them", async () => {
    const other = await createAuthority("Another authority");
    const server = await tls(await authority.sign());
    const ca = `first\n${other.cert}second ${authority.cert}`;
    expect((await request(server, { ca })).failure).toBeNull();
  });

  test("no switch in the environment turns the check off", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const { failure } = await request(await tls(await selfSigned()));
    vi.unstubAllEnvs();
    expect(failure?.code).toBe("tls-self-signed");
  });
});

describe("what is not TLS as we speak it", () => {
  test("TLS 1.1 and older are refused", async () => {
    const server = await tls({
      ...(await authority.sign()),
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    for (const ca of [authority.cert, undefined]) {
      const { failure } = await request(server, { ca });
      expect(failure?.code).toBe("tls-other");
      expect(failure?.detail.osCode).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/);
    }
  });

  test("plain http on the port is told apart from a bad certificate", async () => {
    const server = await listenRaw(
      () => {},
      (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    const { events, failure } = await request(server);
    expect(failure?.code).toBe("http-only");
    expect(events.map(({ kind }) => kind)).toEqual(["dns", "connect"]);
  });

  test("a server that keeps silent in the handshake runs into its limit", async () => {
    const server = await listenRaw(() => {});
    const { failure } = await request(server, { tlsMs: 200 });
    expect(failure?.code).toBe("headers-timeout");
  });

  test("a reset in the handshake is a reset", async () => {
    const server = await listenRaw(
      () => {},
      (socket) => socket.once("data", () => socket.resetAndDestroy()),
    );
    expect((await request(server)).failure?.code).toBe("reset");
    const closing = await listenRaw(
      () => {},
      (socket) => socket.once("data", () => socket.end()),
    );
    expect((await request(closing)).failure?.code).toBe("reset");
  });

  test("HTTP/2 alone is not spoken", async () => {
    const server = await tls({ ...(await authority.sign()), ALPNProtocols: ["h2"] });
    const { failure } = await request(server, { ca: authority.cert });
    expect(failure?.code).toBe("tls-other");
  });

  test("the caller's deadline ends a handshake", async () => {
    const server = await listenRaw(() => {});
    const { failure } = await request(server, { signal: AbortSignal.timeout(100) });
    expect(failure?.code).toBe("timeout");
  });
});
