import type { CheckTrace, Exchange } from "../check-event.ts";
import { clockSkewSeconds } from "./clock-skew.ts";
import { decisiveExchange } from "./decisive-exchange.ts";

type Asker = "the Berth server" | "the worker";

/** The user's own names and the facts of the trace, ready to be put into sentences. */
export type Names = {
  /** Whose network and clock the check was made with. */
  asker: Asker;
  image: string;
  host: string;
  path: string;
  /** Tag or digest. */
  reference: string;
  /** The registry by its name, or else its host. */
  registry: string;
  username: string | null;
  userNameRule: string;
  /** Host and port of the decisive request. */
  target: string;
  port: number | null;
  address: string | null;
  status: number | null;
  /** What the other side said, quoted; empty where it said nothing. */
  said: string;
  contentType: string | null;
  /** Of the certificate that was refused. */
  issuer: string | null;
  certificateNames: string[];
  validFrom: string | null;
  validTo: string | null;
  /** Token address, origin and path. */
  realm: string | null;
  realmOrigin: string | null;
  registryOrigin: string;
  redirectHost: string | null;
  schemes: string[];
  limit: number | null;
  remaining: number | null;
  limitSource: string | null;
  retryAfterSeconds: number | null;
  /** Tags that exist, the nearest first; empty where nothing is known of them. */
  nearTags: string[];
  /** An address the registry says it refuses. */
  refusedAddress: string | null;
  expected: string;
  actual: string;
  problem: string;
  /** What a failed sign-in to a vendor said. */
  message: string;
  seconds: number;
  recheck: boolean;
  /** By how much this machine's clock is ahead of the one that answered; null where that isn't known. */
  clockSkewSeconds: number | null;
  /** Where layers lie, if not at the registry itself. */
  layerHost: string | null;
  /** Why the credential can do more than pull, where that was learned. */
  overPrivileged: string | null;
};

/** Collects the names from a trace. */
export function namesOf(trace: CheckTrace): Names {
  const exchange = decisiveExchange(trace);
  const { stop } = trace;
  const said = saidBy(exchange);
  const realm = stop?.reason === "realm-refused" ? stop.realm : realmOf(trace);
  const failure = exchange?.failure;
  return {
    asker: trace.from === "worker" ? "the worker" : "the Berth server",
    image: trace.image.written,
    host: trace.image.host,
    path: trace.image.path,
    reference: trace.image.reference,
    registry: trace.registry.name ?? trace.image.host,
    username: trace.username,
    userNameRule: trace.registry.userNameRule,
    target: exchange === null ? trace.image.host : new URL(exchange.url).host,
    port: failure?.port ?? null,
    address: failure?.address ?? connectedAddress(exchange),
    status: exchange?.answer?.status ?? null,
    said: said === "" ? "" : `“${said}”`,
    contentType:
      stop?.reason === "not-a-manifest"
        ? stop.contentType
        : (exchange?.answer?.contentType ?? null),
    issuer: failure?.issuer ?? null,
    certificateNames: failure?.altNames ?? [],
    validFrom: failure?.validFrom ?? null,
    validTo: failure?.validTo ?? null,
    realm,
    realmOrigin: realm !== null && URL.canParse(realm) ? new URL(realm).origin : null,
    registryOrigin: trace.registry.origin,
    redirectHost: stop?.reason === "redirect" ? stop.toHost : null,
    schemes: stop?.reason === "challenge-unsupported" ? stop.schemes : [],
    limit: trace.rateLimit?.limit ?? null,
    remaining: trace.rateLimit?.remaining ?? null,
    limitSource: trace.rateLimit?.source ?? null,
    retryAfterSeconds: trace.rateLimit?.retryAfterSeconds ?? null,
    nearTags: trace.nearTags ?? [],
    refusedAddress: /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(said)?.[0] ?? null,
    expected: stop?.reason === "manifest-wrong" ? stop.expected : "",
    actual: stop?.reason === "manifest-wrong" ? stop.actual : "",
    problem: stop !== null && "problem" in stop ? stop.problem : "",
    message: stop?.reason === "sign-in-failed" ? stop.message : "",
    seconds: Math.round(trace.durationMs / 1000),
    recheck: trace.profile === "re-check",
    clockSkewSeconds: clockSkewSeconds(exchange),
    layerHost: trace.layer?.host ?? null,
    overPrivileged: overPrivilegeIn(trace),
  };
}

function saidBy(exchange: Exchange | null): string {
  const entries = exchange?.answer?.error?.entries ?? [];
  const [first] = entries;
  return first?.message === "" ? (first.code ?? "") : (first?.message ?? first?.code ?? "");
}

function overPrivilegeIn(trace: CheckTrace): string | null {
  const found = trace.steps
    .flatMap(({ evidence }) => evidence)
    .find((item) => item.kind === "notice" && item.code === "over-privileged");
  return found?.kind === "notice" ? found.text : null;
}

function realmOf(trace: CheckTrace): string | null {
  const asked = trace.exchanges.findLast(
    ({ purpose }) => purpose === "token" || purpose === "control-token",
  );
  if (asked === undefined) return trace.token?.realm ?? null;
  const url = new URL(asked.url);
  return url.origin + url.pathname;
}

function connectedAddress(exchange: Exchange | null): string | null {
  const event = exchange?.network.find(({ kind }) => kind === "connect");
  return event?.kind === "connect" ? event.address : null;
}
