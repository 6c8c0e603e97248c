import type { CheckRegistry } from "./check/check-input.ts";
import { redirectHost } from "./check/answer-facts.ts";
import { Session, type Sent } from "./check/session.ts";
import type { CheckTrace, Diagnosis, Exchange, Stop } from "./check-event.ts";
import { chooseChallenge } from "./choose-challenge.ts";
import type { Clock } from "./clock.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { registryOrigin } from "./endpoint.ts";
import { headerOf, mediaTypeOf } from "./headers.ts";
import { isPassingStatus } from "./passing-status.ts";
import { decideRealm } from "./realm-rule.ts";
import { createRedactor } from "./redact.ts";
import type { NetworkEvent, Transport } from "./transport.ts";

const bodyBytesMax = 64 * 1024;

export type ProbeInput = {
  /** Canonical host[:port], as it stands in image names. */
  host: string;
  registry: Pick<CheckRegistry, "type" | "scheme" | "realmRule" | "userNameRule" | "ca">;
  transport: Transport;
  clock: Clock;
  signal?: AbortSignal | undefined;
};

export type ProbedAuth =
  | { scheme: "none" }
  | { scheme: "basic" }
  | {
      scheme: "bearer";
      /** Token address, origin and path. */
      realm: string;
      service: string | null;
      /** The origin an admin has to pin before a secret may go there; null where none is needed. */
      originToPin: string | null;
    };

export type AddressProbe =
  | {
      ok: true;
      origin: string;
      auth: ProbedAuth;
      /** Of the registry's certificate; null over http. */
      tls: Extract<NetworkEvent, { kind: "tls" }> | null;
      exchange: Exchange;
    }
  | { ok: false; diagnosis: Diagnosis; exchange: Exchange | null };

/**
 * Asks an address whether it is a registry, without any credential: `GET /v2/` has to answer as the
 * distribution API does, with 200 or with a challenge. Proves nothing about any credential.
 */
export async function probeAddress(input: ProbeInput): Promise<AddressProbe> {
  const { host, registry, transport, clock, signal } = input;
  const origin = registryOrigin(host, registry.scheme);
  const session = new Session({
    transport,
    clock,
    signal,
    ca: registry.ca,
    redactor: createRedactor(),
  });
  const startedAt = clock.now();
  try {
    const url = `${origin}/v2/`;
    const sent = await session.send({ purpose: "probe", method: "GET", url, bodyBytesMax });
    const [exchange = null] = session.exchanges;
    const seen = readProbe(sent, exchange, origin, registry);
    if ("auth" in seen && exchange !== null) {
      const tls = exchange.network.find((event) => event.kind === "tls") ?? null;
      return { ok: true, origin, auth: seen.auth, tls, exchange };
    }
    const stop = "stop" in seen ? seen.stop : null;
    const durationMs = clock.now() - startedAt;
    const trace = traceOf(input, origin, startedAt, durationMs, session.exchanges, stop);
    return { ok: false, diagnosis: diagnose(trace), exchange };
  } finally {
    session.close();
  }
}

/** What kind of registry answered, or why it is none; a null stop leaves it to the exchange. */
function readProbe(
  sent: Sent,
  exchange: Exchange | null,
  origin: string,
  registry: ProbeInput["registry"],
): { auth: ProbedAuth } | { stop: Stop | null } {
  if (!sent.ok) {
    const large = exchange?.failure?.code === "body-too-large";
    return { stop: large ? { reason: "not-a-manifest", contentType: null } : sent.stop };
  }
  const { status } = sent.answer;
  if (status === 401) return readAuth(sent, origin, registry);
  if (status === 200 && speaksDistribution(sent)) return { auth: { scheme: "none" } };
  if (status >= 300 && status < 400) {
    return { stop: { reason: "redirect", toHost: redirectHost(sent.response.headers, origin) } };
  }
  if (status === 403 || status === 407 || isPassingStatus(status)) return { stop: null };
  return { stop: { reason: "not-a-manifest", contentType: sent.answer.contentType } };
}

function readAuth(
  sent: Extract<Sent, { ok: true }>,
  origin: string,
  registry: ProbeInput["registry"],
): { auth: ProbedAuth } | { stop: Stop } {
  const { challenges } = sent;
  if (!challenges.ok) return { stop: { reason: "challenge-broken", problem: challenges.code } };
  const choice = chooseChallenge(challenges.challenges);
  if (!choice.ok) {
    if (choice.code === "none") return { stop: { reason: "challenge-missing" } };
    const schemes = sent.answer.challenges.map((challenge) => challenge.scheme).slice(0, 4);
    if (choice.code === "unsupported")
      return { stop: { reason: "challenge-unsupported", schemes } };
    return { stop: { reason: "challenge-broken", problem: choice.code } };
  }
  const { chosen } = choice;
  if (chosen.scheme === "basic") return { auth: { scheme: "basic" } };
  const decision = decideRealm(chosen.realm, origin, registry.realmRule);
  if (!decision.ok && decision.code !== "other-origin") {
    const realm = sent.answer.challenges.find(({ scheme }) => scheme === "bearer")?.realm ?? "";
    return { stop: { reason: "realm-refused", problem: decision.code, realm } };
  }
  const url = new URL(chosen.realm);
  return {
    auth: {
      scheme: "bearer",
      realm: url.origin + url.pathname,
      service: chosen.service,
      originToPin: decision.ok ? null : url.origin,
    },
  };
}

function speaksDistribution(sent: Extract<Sent, { ok: true }>): boolean {
  const { headers, body } = sent.response;
  if (mediaTypeOf(headers) === "text/html") return false;
  if (headerOf(headers, "docker-distribution-api-version") !== null) return true;
  return new TextDecoder().decode(body).trim() === "{}";
}

/** The diagnosis reads traces, so a probe is told as one. */
function traceOf(
  input: ProbeInput,
  origin: string,
  startedAt: number,
  durationMs: number,
  exchanges: Exchange[],
  stop: Stop | null,
): CheckTrace {
  const { host, registry } = input;
  return {
    version: 1,
    profile: "full",
    image: { written: host, canonical: host, host, path: "", reference: "" },
    registry: { type: registry.type, name: null, origin, userNameRule: registry.userNameRule },
    username: "",
    startedAt,
    durationMs,
    steps: [],
    exchanges,
    control: "not-run",
    token: null,
    manifest: null,
    rateLimit: null,
    notices: [],
    stop,
    remembered: null,
    basis: null,
  };
}
