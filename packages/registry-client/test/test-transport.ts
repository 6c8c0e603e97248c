import { lookup as lookupCallback } from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { Agent, buildConnector, request } from "undici";
import {
  TransportError,
  type NetworkEvent,
  type Transport,
  type TransportRequest,
} from "../src/transport.ts";
import { certificateFacts, type PeerCertificate } from "../src/certificate-facts.ts";
import { transportCodeOf } from "../src/transport-code.ts";

export type TestTransport = Transport & {
  /** Connections opened so far, by host and port. */
  readonly dialled: string[];
  close(): Promise<void>;
};

export type TestTransportOptions = {
  /** Names that exist, each an address on loopback. Any other name doesn't exist: nothing is asked of real DNS. */
  hosts?: Record<string, string>;
  /** Vendors' names, led to the fakes that play them. */
  cloud?: { hosts: ReadonlyMap<string, string>; ca: string };
  headersTimeoutMs?: number;
  timeoutMs?: number;
};

/** A transport for tests: undici, loopback only, one connection a host, the limits of the real one. */
export function createTestTransport(options: TestTransportOptions = {}): TestTransport {
  const { hosts = {}, cloud, headersTimeoutMs = 5000, timeoutMs = 15_000 } = options;
  const agents = new Map<string, Agent>();
  const dialled: string[] = [];
  let tell: (event: NetworkEvent) => void = () => {};

  const agentFor = (ca: string | undefined): Agent => {
    const found = agents.get(ca ?? "");
    if (found !== undefined) return found;
    const dial = buildConnector({
      lookup: lookupIn(hosts, (event) => tell(event)),
      timeout: 3000,
      // A resumed session shows no certificate.
      maxCachedSessions: 0,
      ...(ca === undefined && cloud === undefined
        ? {}
        : { ca: [ca ?? [], cloud?.ca ?? []].flat() }),
    });
    const agent = new Agent({
      connections: 1,
      maxHeaderSize: 16 * 1024,
      connect: (target, callback) => {
        const started = performance.now();
        dialled.push(`${target.hostname}:${target.port}`);
        const played = cloud?.hosts.get(target.hostname);
        const led = played === undefined ? target : ledTo(played, target);
        if (played !== undefined) {
          tell({ kind: "dns", host: target.hostname, addresses: [led.hostname], durationMs: 0 });
        }
        dial(led, (...result) => {
          const socket: Socket | null | undefined = result[1];
          if (socket) tellConnection(socket, performance.now() - started, (event) => tell(event));
          callback(...result);
        });
      },
    });
    agents.set(ca ?? "", agent);
    return agent;
  };

  const transport: Transport = async (asked) => {
    let told = 0;
    tell = (event) => {
      told += 1;
      asked.onNetwork?.(event);
    };
    const dispatcher = agentFor(asked.ca);
    return send(asked, dispatcher, { headersTimeoutMs, timeoutMs }, () => {
      if (told === 0) asked.onNetwork?.({ kind: "reused" });
    });
  };
  return Object.assign(transport, {
    dialled,
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  });
}

async function send(
  asked: TransportRequest,
  dispatcher: Agent,
  limits: { headersTimeoutMs: number; timeoutMs: number },
  onHeaders: () => void,
) {
  const started = performance.now();
  const url = new URL(asked.url);
  const where = {
    host: url.hostname,
    port: Number(url.port || (url.protocol === "https:" ? 443 : 80)),
  };
  const abort = new AbortController();
  const end = (code: "headers-timeout" | "timeout" | "aborted") => () =>
    abort.abort(new TransportError(code, where));
  const headersTimer = setTimeout(end("headers-timeout"), limits.headersTimeoutMs);
  const timer = setTimeout(end("timeout"), limits.timeoutMs);
  asked.signal?.addEventListener("abort", end("aborted"), { once: true });
  try {
    const answer = await request(asked.url, {
      method: asked.method,
      headers: asked.headers,
      body: asked.body ?? null,
      dispatcher,
      // Otherwise undici closes the connection after every HEAD.
      reset: false,
      signal: abort.signal,
      responseHeaders: "raw",
    });
    clearTimeout(headersTimer);
    onHeaders();
    const headers = headerPairs(answer.headers as unknown as Array<Buffer | string>);
    if (headers.length > 64) throw new TransportError("headers-too-large", where);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > asked.bodyBytesMax) throw new TransportError("body-too-large", where);
      chunks.push(chunk);
    }
    return {
      status: answer.statusCode,
      headers,
      body: Buffer.concat(chunks),
      durationMs: performance.now() - started,
    };
  } catch (err) {
    throw toTransportError(err, where);
  } finally {
    clearTimeout(headersTimer);
    clearTimeout(timer);
  }
}

function toTransportError(err: unknown, where: { host: string; port: number }): TransportError {
  if (err instanceof TransportError) return err;
  const { code, message, cert } = err as Error & { code?: string; cert?: PeerCertificate };
  const altNames = certificateFacts(cert ?? null)?.altNames;
  return new TransportError(
    transportCodeOf(code, message),
    { ...where, osCode: code, altNames },
    { cause: err },
  );
}

/** The same connection, to the fake; the name stays for TLS. */
function ledTo(origin: string, target: buildConnector.Options): buildConnector.Options {
  const { hostname, port, host } = new URL(origin);
  return { ...target, hostname, port, host, servername: target.hostname };
}

function headerPairs(raw: Array<Buffer | string>): Array<[string, string]> {
  const pairs: Array<[string, string]> = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    pairs.push([String(raw[at]).toLowerCase(), String(raw[at + 1])]);
  }
  return pairs;
}

function lookupIn(
  hosts: Record<string, string>,
  tell: (event: NetworkEvent) => void,
): LookupFunction {
  return (hostname, options, callback) => {
    const address = isIP(hostname) === 0 ? hosts[hostname] : hostname;
    if (address === undefined) {
      const code = hostname.startsWith("temporary.") ? "EAI_AGAIN" : "ENOTFOUND";
      callback(Object.assign(new Error(`${code} ${hostname}`), { code }), "");
      return;
    }
    tell({ kind: "dns", host: hostname, addresses: [address], durationMs: 0 });
    lookupCallback(address, options, callback);
  };
}

function tellConnection(
  socket: Socket,
  durationMs: number,
  tell: (event: NetworkEvent) => void,
): void {
  const { remoteAddress = "", remotePort = 0 } = socket;
  tell({ kind: "connect", address: remoteAddress, port: remotePort, durationMs });
  if (!(socket instanceof TLSSocket)) return;
  const certificate = certificateFacts(socket.getPeerCertificate());
  tell({
    kind: "tls",
    protocol: socket.getProtocol() ?? "",
    validTo: certificate?.validTo ?? "",
    subject: certificate?.subject ?? "",
    issuer: certificate?.issuer ?? "",
    durationMs,
  });
}
