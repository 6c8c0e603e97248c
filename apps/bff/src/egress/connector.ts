import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { TransportError } from "@berth/registry-client";
import type { NetworkEvent, TransportErrorCode } from "@berth/registry-client";
import type { Dialer } from "./dial.ts";
import { nameKind } from "./host-name-rule.ts";
import type { EgressLimits } from "./limits.ts";
import type { OutboundPolicy, OutboundTarget, RefusalReason } from "./outbound-policy.ts";
import { reachesOwnEndpoint, sameAddress } from "./own-endpoints.ts";
import type { OwnEndpoint } from "./own-endpoints.ts";
import type { Resolver } from "./resolve.ts";
import { handshake } from "./tls-handshake.ts";
import { abortError, toTransportError } from "./transport-error.ts";

export type ConnectorParts = {
  policy: OutboundPolicy;
  resolver: Resolver;
  dialer: Dialer;
  /** Milliseconds that only rise. */
  clock: () => number;
  limits: EgressLimits;
  ownEndpoints: () => readonly OwnEndpoint[];
};

export type ConnectRequest = {
  target: OutboundTarget;
  /** Whom to trust beside the public authorities. */
  trust?: SecureContext | undefined;
  signal: AbortSignal;
  onNetwork: (event: NetworkEvent) => void;
  /** Told why policy refused; the error that is thrown says only that it did. */
  onRefusal: (reason: RefusalReason, address?: string) => void;
};

/**
 * Opens the socket for one target: judge the name, resolve it once, judge every address, dial one
 * of exactly these, make sure that one answered, then TLS. A DNS answer that changes afterwards
 * changes nothing, because nothing is looked up again.
 * @throws {TransportError}
 */
export async function openSocket(parts: ConnectorParts, request: ConnectRequest): Promise<Socket> {
  const { target } = request;
  refuseIf(parts.policy.judgeTarget(target), request);

  const startedAt = parts.clock();
  const addresses = await resolveTarget(parts, request);
  const durationMs = parts.clock() - startedAt;
  for (const address of addresses) {
    refuseIf(parts.policy.judgeAddress(target, address), request, address);
  }
  await refuseOwnEndpoints(parts, request, addresses);

  // Told only now: the addresses of a refused destination are nobody's business.
  const { name, kind } = target.host;
  if (kind === "name") {
    request.onNetwork({ kind: "dns", host: name, addresses: [...addresses], durationMs });
  }
  const raw = await dialFirst(parts, request, addresses);
  return target.scheme === "http" ? raw : secure(parts, request, raw);
}

async function resolveTarget(parts: ConnectorParts, request: ConnectRequest): Promise<string[]> {
  const { host } = request.target;
  if (host.kind !== "name") return [host.name];
  // RFC 6761: neither of these is a question for a name server.
  if (nameKind(host.name) === "loopback") return ["127.0.0.1", "::1"];
  if (nameKind(host.name) === "invalid") throw failure("dns-not-found", request, "ENOTFOUND");

  const answer = await within(parts.limits.resolveMs, request, "dns-temporary", (signal) =>
    parts.resolver(host.name, signal),
  );
  if (!answer.ok) {
    const code = answer.code === "not-found" ? "dns-not-found" : "dns-temporary";
    throw failure(code, request, answer.osCode);
  }
  const { addresses } = answer;
  if (addresses.length === 0) throw failure("dns-not-found", request, "ENOTFOUND");
  const ofV6 = addresses.filter((address) => address.includes(":")).length;
  if (Math.max(ofV6, addresses.length - ofV6) > parts.limits.addressesMax) {
    refuseIf("too-many-addresses", request);
  }
  return addresses;
}

async function refuseOwnEndpoints(
  parts: ConnectorParts,
  request: ConnectRequest,
  addresses: readonly string[],
): Promise<void> {
  const { name, port } = request.target.host;
  const reaches = await within(parts.limits.resolveMs, request, "dns-temporary", (signal) =>
    reachesOwnEndpoint({ name, port, addresses }, parts.ownEndpoints(), parts.resolver, signal),
  );
  if (reaches) refuseIf("own-endpoint", request);
}

/**
 * Tries the addresses in their order until one accepts, within one limit for all. Nothing has been
 * sent by then, so this repeats no request.
 */
async function dialFirst(
  parts: ConnectorParts,
  request: ConnectRequest,
  addresses: readonly string[],
): Promise<Socket> {
  const { port } = request.target.host;
  const startedAt = parts.clock();
  return within(parts.limits.connectMs, request, "connect-timeout", async (signal) => {
    let last: TransportError | undefined;
    for (const address of addresses) {
      try {
        const socket = await parts.dialer({ address, port }, signal);
        // Until somebody reads from it, a reset must not become an uncaught error.
        socket.on("error", () => {});
        if (signal.aborted) {
          socket.destroy();
          break;
        }
        if (!isPeer(socket, address, port)) {
          socket.destroy();
          refuseIf("other-peer", request, address);
        }
        request.onNetwork({
          kind: "connect",
          address,
          port,
          durationMs: parts.clock() - startedAt,
        });
        return socket;
      } catch (error) {
        const { name } = request.target.host;
        last = toTransportError(error, { host: name, port, address });
        if (last.code === "refused-by-policy" || signal.aborted) break;
      }
    }
    throw last ?? failure("unreachable", request);
  });
}

function isPeer(socket: Socket, address: string, port: number): boolean {
  return sameAddress(socket.remoteAddress ?? "", address) && socket.remotePort === port;
}

async function secure(
  parts: ConnectorParts,
  request: ConnectRequest,
  raw: Socket,
): Promise<Socket> {
  const { name, port } = request.target.host;
  const destination = { host: name, port, address: raw.remoteAddress };
  const startedAt = parts.clock();
  try {
    const { socket, certificate } = await within(
      parts.limits.tlsMs,
      request,
      // The other side accepted the connection and then kept silent.
      "headers-timeout",
      (signal) => handshake(raw, { name, trust: request.trust, destination }, signal),
    );
    request.onNetwork({
      kind: "tls",
      protocol: socket.getProtocol() ?? "",
      validTo: certificate?.validTo ?? "",
      issuer: certificate?.issuer ?? "",
      subject: certificate?.subject ?? "",
      durationMs: parts.clock() - startedAt,
    });
    return socket;
  } catch (error) {
    raw.destroy();
    throw error;
  }
}

/** Runs one phase under its own limit and the request's signal, and names its timeout. */
async function within<T>(
  limitMs: number,
  request: ConnectRequest,
  timeoutCode: TransportErrorCode,
  phase: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(failure(timeoutCode, request, "ETIMEDOUT"));
  }, limitMs);
  const signal = AbortSignal.any([limit.signal, request.signal]);
  try {
    return await raceSignal(phase(signal), signal, request);
  } finally {
    clearTimeout(timer);
  }
}

function raceSignal<T>(work: Promise<T>, signal: AbortSignal, request: ConnectRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const { name, port } = request.target.host;
    const abandon = () => {
      reject(abortError(signal, { host: name, port }));
    };
    signal.addEventListener("abort", abandon, { once: true });
    if (signal.aborted) abandon();
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", abandon);
    });
  });
}

function refuseIf(reason: RefusalReason | null, request: ConnectRequest, address?: string): void {
  if (reason === null) return;
  request.onRefusal(reason, address);
  throw failure("refused-by-policy", request);
}

function failure(
  code: TransportErrorCode,
  { target }: ConnectRequest,
  osCode?: string,
): TransportError {
  const { name, port } = target.host;
  return new TransportError(
    code,
    osCode === undefined ? { host: name, port } : { host: name, port, osCode },
  );
}
