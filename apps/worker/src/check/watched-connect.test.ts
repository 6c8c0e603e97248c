import { createServer, type Server } from "node:https";
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from "node:net";
import { createTestAuthority, type CertificateKind } from "@berth/fake-registries";
import { TransportError, type NetworkEvent } from "@berth/registry-client";
import { afterEach, expect, test } from "vitest";
import { readSettings } from "../settings.ts";
import { openCheckTransport } from "./check-transport.ts";
import { watchedConnect } from "./watched-connect.ts";

const authority = await createTestAuthority();
const ends: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

/** Asks for `/v2/`, trusting the test authority alone. */
async function ask(port: number) {
  const environment = { BERTH_URL: "http://127.0.0.1:1", BERTH_TOKEN: "brth_w_test" };
  const settings = { ...readSettings(environment), extraCa: [authority.ca] };
  const host = `localhost:${port}`;
  const way = await openCheckTransport(settings, host);
  const events: NetworkEvent[] = [];
  const outcome = await way
    .transport({
      method: "GET",
      url: `https://${host}/v2/`,
      headers: {},
      bodyBytesMax: 99,
      onNetwork: (event) => events.push(event),
    })
    .then(
      ({ status }) => status,
      (err: unknown) => err,
    );
  await way.close();
  return { outcome, events };
}

const failed = (outcome: unknown) => {
  if (!(outcome instanceof TransportError)) throw new Error("it did not fail", { cause: outcome });
  return { code: outcome.code, ...outcome.detail };
};

async function certified(kind: CertificateKind) {
  const server = createServer(await authority.issue(kind), (_request, answer) => answer.end("ok"));
  return ask(await listening(server));
}

test("a connection is told step by step, with the certificate", async () => {
  const { outcome, events } = await certified("trusted");
  expect(outcome).toBe(200);
  expect(events.map(({ kind }) => kind)).toEqual(["dns", "connect", "tls"]);
  expect(events.at(-1)).toMatchObject({
    protocol: "TLSv1.3",
    issuer: "CN=Berth Test Authority",
    subject: "CN=localhost",
    validTo: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
  });
});

test.each<[CertificateKind, string, Record<string, unknown>]>([
  ["expired", "tls-expired", { issuer: "CN=Berth Test Authority" }],
  ["not-yet-valid", "tls-not-yet-valid", { subject: "CN=localhost" }],
  ["wrong-name", "tls-name", { altNames: ["registry.elsewhere.test"] }],
  ["self-signed", "tls-self-signed", { subject: "CN=localhost" }],
  ["unknown-issuer", "tls-chain", { issuer: "CN=An Unknown Authority" }],
  ["untrusted-root-sent", "tls-untrusted", { issuer: "CN=A Private Authority" }],
])("a certificate that is %s is %s, and described", async (kind, code, detail) => {
  const { outcome } = await certified(kind);
  expect(failed(outcome)).toMatchObject({
    code,
    validTo: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    ...detail,
  });
});

test("an answer in clear text is named as such", async () => {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {}).resume();
    socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
  });
  expect(failed((await ask(await listening(server))).outcome).code).toBe("http-only");
});

test("a server that accepts and then keeps silent is not one that can't be reached", async () => {
  const server = createTcpServer((socket) => socket.on("error", () => {}).resume());
  const port = await listening(server);
  const dial = watchedConnect({}, () => {}, 200);
  const outcome = await new Promise((resolve) => {
    const target = { hostname: "localhost", port: String(port), protocol: "https:" };
    dial(target, (...[err]) => resolve(err));
  });
  expect(failed(outcome).code).toBe("headers-timeout");
});
