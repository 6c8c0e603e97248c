/** Why a request brought no answer, in words. `again`: the same request may well work in a moment. */
export type NetworkCause = {
  text: string;
  again: boolean;
  /** The other side speaks http where https was tried. */
  plainHttp: boolean;
};

/** @param host as it is shown; @param err whatever the HTTP client threw. */
export function networkCause(host: string, err: unknown): NetworkCause {
  if (err instanceof BehindProxy) {
    const [text, again] = onTheWayToProxy.has(codeOf(err)) ? (causes[codeOf(err)] ?? []) : [];
    if (text === undefined) return networkCause(host, err.cause);
    return cause(`${host} can't be reached: the proxy ${err.proxy} ${text}`, again === true);
  }
  const code = codeOf(err);
  if (isAbort(err)) return cause(`${host} hadn't answered in full by then`, false);
  // Node's own client says no more than that the protocol is another one.
  const known =
    causes[code === "EPROTO" && isPlainHttp(err) ? "ERR_SSL_WRONG_VERSION_NUMBER" : code];
  if (known !== undefined) return cause(`${host} ${known[0]}`, known[1], known[0] === plainHttp);
  const refusedBy = /^Proxy response \((\d+)\)/.exec(messageOf(err))?.[1];
  if (refusedBy !== undefined) {
    return cause(`the proxy answers ${refusedBy} when asked for ${host}`, refusedBy === "503");
  }
  if (code.startsWith("ERR_SSL") || code === "EPROTO") {
    return cause(`${host} doesn't speak TLS the way it should (${code})`, false);
  }
  return cause(`${host} can't be reached (${code === "" ? messageOf(err) : code})`, true);
}

function cause(text: string, again: boolean, speaksPlainHttp = false): NetworkCause {
  return { text, again, plainHttp: speaksPlainHttp };
}

/** What the HTTP client threw for a request that went through a proxy. */
export class BehindProxy extends Error {
  override name = "BehindProxy";
  /** `host:port` of the proxy. */
  readonly proxy: string;

  constructor(proxy: string, cause: unknown) {
    super("the request went through a proxy", { cause });
    this.proxy = proxy;
  }
}

/** What only the proxy itself can be the cause of: of the other side it tells in its answer. */
export const onTheWayToProxy: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** We stopped waiting ourselves. The HTTP client's own code for it stands for other ends as well. */
function isAbort(err: unknown): boolean {
  return err instanceof Error && err.name === "AbortError" && codeOf(err) !== "UND_ERR_ABORTED";
}

function isPlainHttp(err: unknown): boolean {
  return /wrong version number|packet length too long|http request/i.test(messageOf(err));
}

const privateCa =
  "shows a certificate of an authority this machine doesn't trust; BERTH_CA can name a file with it";
const plainHttp = "speaks plain http where https was expected";
const late = "doesn't answer in time";

const causes: Record<string, readonly [string, boolean]> = {
  ENOTFOUND: ["has no address (DNS)", false],
  EAI_AGAIN: ["can't be looked up right now (DNS)", true],
  ECONNREFUSED: ["refuses connections", true],
  ECONNRESET: ["closed the connection", true],
  EPIPE: ["closed the connection", true],
  UND_ERR_SOCKET: ["closed the connection", true],
  EHOSTUNREACH: ["can't be reached from this network", true],
  ENETUNREACH: ["can't be reached from this network", true],
  ETIMEDOUT: [late, true],
  UND_ERR_CONNECT_TIMEOUT: [late, true],
  UND_ERR_HEADERS_TIMEOUT: [late, true],
  UND_ERR_BODY_TIMEOUT: [late, true],
  UND_ERR_HEADERS_OVERFLOW: ["answers with headers that are too large", false],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["shows a certificate it signed itself", false],
  SELF_SIGNED_CERT_IN_CHAIN: [privateCa, false],
  UNABLE_TO_GET_ISSUER_CERT: [privateCa, false],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [privateCa, false],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [privateCa, false],
  CERT_HAS_EXPIRED: ["shows a certificate that has expired", false],
  CERT_NOT_YET_VALID: [
    "shows a certificate that isn't valid yet; is this machine's clock right?",
    false,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: ["shows a certificate for another name", false],
  ERR_SSL_WRONG_VERSION_NUMBER: [plainHttp, false],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: [plainHttp, false],
};

/** The code that tells most; wrapped errors carry it inside. Empty where there is none. */
export function codeOf(err: unknown): string {
  let code = "";
  for (let inner: unknown = err, depth = 0; inner instanceof Error && depth < 5; depth += 1) {
    const found: unknown = (inner as NodeJS.ErrnoException).code;
    if (typeof found === "string" && (code === "" || !found.startsWith("UND_ERR_ABORTED")))
      code = found;
    if (inner instanceof AggregateError && inner.errors.length > 0) inner = inner.errors[0];
    else inner = inner.cause;
  }
  return code;
}

function messageOf(err: unknown): string {
  return err instanceof Error ? err.message : String(err);
}
