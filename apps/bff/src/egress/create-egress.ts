import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { isResendable, TransportError } from "@berth/registry-client";
import type { NetworkEvent, Transport, TransportRequest } from "@berth/registry-client";
import { canonicalHost } from "./canonical-host.ts";
import type { CanonicalHost, HostProblem } from "./canonical-host.ts";
import { classifyAddress } from "./classify-address.ts";
import type { AddressClassifier } from "./classify-address.ts";
import { openSocket } from "./connector.ts";
import type { ConnectorParts } from "./connector.ts";
import { dial } from "./dial.ts";
import type { Dialer } from "./dial.ts";
import { exchange } from "./exchange.ts";
import { egressLimits } from "./limits.ts";
import type { EgressLimits } from "./limits.ts";
import { createOutboundPolicy } from "./outbound-policy.ts";
import type { RefusalReason } from "./outbound-policy.ts";
import type { OwnEndpoint } from "./own-endpoints.ts";
import type { OutboundEntry } from "./parse-outbound-allow.ts";
import { readHeadersToSend, readTarget } from "./request-rule.ts";
import { createResendAllowance } from "./resend-allowance.ts";
import { createSystemResolver } from "./resolve.ts";
import type { Resolver } from "./resolve.ts";
import { createSocketPool } from "./socket-pool.ts";
import type { SocketCounts } from "./socket-pool.ts";
import { tryHost } from "./try-host.ts";
import type { HostTrial } from "./try-host.ts";
import { abortError, toTransportError } from "./transport-error.ts";
import type { Destination } from "./transport-error.ts";
import { trustAlso } from "./trusted-certificates.ts";

/** Whose traffic it is. Sockets are shared within one owner and never across. */
export type EgressOwner = { organizationId: string; registryId: string };

/** One refused destination, for the operator's log alone. */
export type Refusal = EgressOwner & {
  host: string;
  port: number;
  reason: RefusalReason;
  address?: string | undefined;
};

export type EgressOptions = {
  /** From {@link parseOutboundAllow}. */
  allow: readonly OutboundEntry[];
  /** Read at every dial, since Berth learns its own port only once it listens. */
  ownEndpoints: () => readonly OwnEndpoint[];
  onRefusal?: ((refusal: Refusal) => void) | undefined;
  resolver?: Resolver | undefined;
  dialer?: Dialer | undefined;
  classifier?: AddressClassifier | undefined;
  /** Milliseconds that only rise. */
  clock?: (() => number) | undefined;
  limits?: Partial<EgressLimits> | undefined;
  /** PEM certificates of authorities that are trusted for every registry, beside the public ones. */
  trustedCa?: string | undefined;
};

export type HostJudgement =
  | { ok: true; host: CanonicalHost; scheme: "https" | "http" }
  | { ok: false; code: HostProblem | "refused-by-policy"; message: string };

/** What the operator's entries open, without saying what they name. */
export type OutboundSettings = {
  hosts: boolean;
  networks: boolean;
  plainText: boolean;
  limits: EgressLimits;
};

export type Egress = {
  /** The way out for one registry of one organization. */
  transportFor: (owner: EgressOwner) => Transport;
  /**
   * What can be said about a host field without DNS: its canonical form and the scheme Berth will
   * speak to it, or why it will not be dialled. Says nothing that the next dial may rely on.
   */
  judgeHost: (text: string) => HostJudgement;
  /** Whether a host would be dialled now, and what decides. Asks DNS, connects to nothing. */
  tryHost: (owner: EgressOwner, text: string, signal: AbortSignal) => Promise<HostTrial>;
  settings: OutboundSettings;
  /** Sockets that carry a request, and sockets kept open for a next one. */
  socketCounts: () => SocketCounts;
  /** Ends every request and closes every socket. */
  close: () => Promise<void>;
};

/** The one outbound client: everything that leaves for a registry or a token service goes through it. */
export function createEgress(options: EgressOptions): Egress {
  const limits = { ...egressLimits, ...options.limits };
  const clock = options.clock ?? (() => performance.now());
  const classifier = options.classifier ?? classifyAddress;
  const policy = createOutboundPolicy(options.allow, classifier);
  const pool = createSocketPool(limits);
  const allowance = createResendAllowance();
  const inFlight = new Set<AbortController>();
  const parts: ConnectorParts = {
    policy,
    resolver: options.resolver ?? createSystemResolver(),
    dialer: options.dialer ?? dial,
    clock,
    limits,
    ownEndpoints: options.ownEndpoints,
  };

  const send = async (owner: EgressOwner, request: TransportRequest) => {
    const startedAt = clock();
    const read = readTarget(request.url);
    if (read === null) throw new TransportError("bad-host", { host: "", port: 0 });
    const { url, target } = read;
    const destination = { host: target.host.name, port: target.host.port };

    const headers = readHeadersToSend(request.headers);
    if (headers === null) throw new TransportError("protocol", destination);

    const onRefusal = (reason: RefusalReason, address?: string) => {
      options.onRefusal?.({ ...owner, ...destination, reason, address });
    };
    // Also for a socket that is already open: policy holds at every use, not only at a dial.
    const refused = policy.judgeTarget(target);
    if (refused !== null) {
      onRefusal(refused);
      throw new TransportError("refused-by-policy", destination);
    }

    const authorities = [options.trustedCa, request.ca].filter((pem) => pem !== undefined);
    const trust = authorities.length === 0 ? undefined : trustAlso(authorities.join("\n"));
    if (trust === null) {
      throw new TransportError("tls-other", { ...destination, osCode: "ERR_TLS_CA_UNREADABLE" });
    }

    const { signal, done } = bound(request.signal, destination);
    if (signal.aborted) {
      done();
      throw abortError(signal, destination);
    }

    const onNetwork = (event: NetworkEvent) => request.onNetwork?.(event);
    const { name, kind, port } = target.host;
    const origin = `${target.scheme}://${kind === "ipv6" ? `[${name}]` : name}:${port}`;
    const key = poolKey(owner, origin, request.ca);
    const attempt = async (fresh: boolean) => {
      let opened = false;
      const open = () => {
        opened = true;
        return openSocket(parts, { target, trust, signal, onNetwork, onRefusal });
      };
      const lease = pool.lease(key, origin, open, fresh);
      const bytesBefore = lease.bytesRead();
      try {
        const answer = await exchange({
          client: lease.client,
          request: { ...request, headers },
          url,
          destination,
          signal,
          limits,
          onSent: () => {
            if (!opened) onNetwork({ kind: "reused" });
          },
        });
        lease.release();
        return { ok: true as const, answer };
      } catch (error) {
        const failure = toTransportError(error, destination);
        const unanswered = lease.bytesRead() === bytesBefore;
        lease.destroy();
        return { ok: false as const, failure, reused: !opened, unanswered };
      }
    };
    try {
      allowance.sent(owner);
      let result = await attempt(false);
      if (!result.ok && isResendable(request, result) && allowance.take(owner)) {
        onNetwork({ kind: "resent" });
        result = await attempt(true);
      }
      if (!result.ok) throw result.failure;
      return { ...result.answer, durationMs: clock() - startedAt };
    } finally {
      done();
    }
  };

  /** One signal for the caller's wish, the limit on the whole request, and the end of Berth. */
  const bound = (caller: AbortSignal | undefined, destination: Destination) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort(new TransportError("timeout", { ...destination }));
    }, limits.requestMs);
    const forward = () => {
      controller.abort(caller?.reason);
    };
    inFlight.add(controller);
    caller?.addEventListener("abort", forward, { once: true });
    if (caller?.aborted === true) forward();
    const done = () => {
      clearTimeout(timer);
      inFlight.delete(controller);
      caller?.removeEventListener("abort", forward);
    };
    return { signal: controller.signal, done };
  };

  return {
    transportFor: (owner) => (request) => send(owner, request),
    judgeHost: (text) => {
      const read = canonicalHost(text);
      if (!read.ok) return read;
      const scheme = policy.schemeOf(read.host);
      return policy.judgeTarget({ scheme, host: read.host }) === null
        ? { ok: true, host: read.host, scheme }
        : { ok: false, code: "refused-by-policy", message: refusedText };
    },
    tryHost: (owner, text, signal) =>
      tryHost(parts, createOutboundPolicy([], classifier), {
        text,
        signal,
        onRefusal: ({ name, port }, reason, address) => {
          options.onRefusal?.({ ...owner, host: name, port, reason, address });
        },
      }),
    settings: {
      hosts: options.allow.some(({ kind }) => kind === "host"),
      networks: options.allow.some(({ kind }) => kind === "network"),
      plainText: options.allow.some(({ plainText }) => plainText),
      limits,
    },
    socketCounts: pool.counts,
    close: () => {
      for (const controller of inFlight) controller.abort();
      return pool.close();
    },
  };
}

const refusedText = "The outbound policy of this installation does not allow this address.";

/** Parts are hashed with their lengths, so that no owner can spell another owner's key. */
function poolKey(owner: EgressOwner, origin: string, ca: string | undefined): string {
  const hash = createHash("sha256");
  for (const part of [owner.organizationId, owner.registryId, origin, ca ?? ""]) {
    hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hash.digest("base64url");
}
