import type { Exchange, ManifestFacts, Stop, TokenFacts } from "../check-event.ts";
import type { ChosenChallenge } from "../choose-challenge.ts";
import type { TransportErrorCode } from "../transport.ts";

/** The one-line results of steps. The sentences of a diagnosis stand with the diagnosis. */

export function challengeInWords(chosen: ChosenChallenge): string {
  if (chosen.scheme === "basic") return "Registry asks for a user name and secret (Basic)";
  const host = URL.canParse(chosen.realm) ? new URL(chosen.realm).host : "an address it names";
  return `Registry asks for a Bearer token from ${host}`;
}

export function tokenInWords(token: TokenFacts): string {
  return `Token issued for \`${token.scope}\`, ${lifetimeInWords(token.lifetimeMs)}. Access is proven only by the next step.`;
}

export function passwordInWords(lifetimeMs: number): string {
  return `Password issued, ${lifetimeInWords(lifetimeMs)}. Access is proven only by the next step.`;
}

export function manifestInWords(manifest: ManifestFacts, durationMs: number): string {
  const platforms = manifest.platforms.slice(0, 4).join(" + ");
  const more = manifest.platforms.length > 4 ? ` and ${manifest.platforms.length - 4} more` : "";
  const what = platforms === "" ? "" : `${platforms}${more}, `;
  return `Found: ${what}${shortDigest(manifest.digest)}, ${Math.round(durationMs)} ms`;
}

/** What became of an exchange, for a step that failed with it. */
export function exchangeInWords(exchange: Exchange): string {
  if (exchange.failure !== undefined) {
    return failureInWords(exchange.failure.code, exchange.failure.host);
  }
  const { status, error } = exchange.answer ?? { status: 0 };
  const first = error?.entries[0];
  const reason = [first?.code, first?.message].filter((text) => text !== undefined && text !== "");
  return reason.length === 0 ? `Answered ${status}.` : `Answered ${status}: ${reason.join(", ")}`;
}

export function stopInWords(stop: Stop): string {
  switch (stop.reason) {
    case "host-not-allowed":
      return `${stop.host} is none of this registry's hosts; nothing was sent.`;
    case "challenge-missing":
      return "Answered 401 without saying how to sign in.";
    case "challenge-broken":
      return "The challenge can't be read.";
    case "challenge-unsupported":
      return "The registry offers neither Basic nor Bearer.";
    case "realm-refused":
      return "The token address isn't one this registry may name; nothing was sent there.";
    case "token-unusable":
      return "The token address answered without a usable token.";
    case "redirect":
      return `Redirected to ${stop.toHost ?? "another address"}; redirects are not followed.`;
    case "manifest-wrong":
      return "The manifest isn't what it claims to be.";
    case "not-a-manifest":
      return `Answered with ${stop.contentType ?? "something"}, which is no manifest.`;
    case "sign-in-failed":
      return stop.message;
    case "out-of-requests":
      return "Took more requests than a check may make.";
    case "out-of-time":
      return "Took longer than a check may take.";
    case "cancelled":
      return "Cancelled.";
    default:
      return stop satisfies never;
  }
}

const failureWords: Record<TransportErrorCode, string> = {
  "bad-host": "is no valid host.",
  "refused-by-policy": "is not an address Berth may call.",
  "dns-not-found": "doesn't exist in DNS.",
  "dns-temporary": "couldn't be looked up just now.",
  "connect-refused": "refused the connection.",
  "connect-timeout": "didn't answer the connection.",
  unreachable: "can't be reached from here.",
  reset: "closed the connection.",
  "tls-untrusted": "has a certificate that isn't trusted.",
  "tls-self-signed": "has a self-signed certificate.",
  "tls-chain": "has a certificate whose issuer isn't known.",
  "tls-name": "has a certificate for another name.",
  "tls-expired": "has an expired certificate.",
  "tls-not-yet-valid": "has a certificate that isn't valid yet.",
  "http-only": "spoke HTTP, not HTTPS.",
  "tls-other": "failed to set up TLS.",
  "headers-timeout": "didn't answer in time.",
  timeout: "didn't finish its answer in time.",
  "body-too-large": "sent a larger answer than allowed.",
  "headers-too-large": "sent larger headers than allowed.",
  protocol: "broke the rules of HTTP.",
  encoding: "sent a packed answer that nobody asked for.",
  aborted: "was not waited for.",
  "proxy-away": "couldn't be reached: the egress proxy doesn't answer.",
  proxy: "couldn't be reached through the egress proxy.",
};

export function failureInWords(code: TransportErrorCode, host: string): string {
  return `${host} ${failureWords[code]}`;
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function shortDigest(digest: string): string {
  const [algorithm = "", hex = ""] = digest.split(":");
  return `${algorithm}:${hex.slice(0, 12)}…`;
}

function lifetimeInWords(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  return ms < 180 * 60_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
