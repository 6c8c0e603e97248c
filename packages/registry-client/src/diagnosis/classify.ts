import type { Answer, CheckTrace, Exchange, Stop } from "../check-event.ts";
import { isPutOff } from "../passing-status.ts";
import type { TransportErrorCode } from "../transport.ts";
import { codesOf, isWebPage, says, saysExpired, speaksOfItself } from "./answer-words.ts";
import type { CommonCode } from "./common-texts.ts";
import { decisiveExchange } from "./decisive-exchange.ts";

export type CommonFinding = { code: CommonCode; confidence: "certain" | "likely" | "one-of-two" };

const slowMs = 10_000;

/**
 * The rules that hold for every registry type. A status alone never decides: what was presented,
 * what the challenge and the body say, and whether anyone can read the image come together.
 */
export function classify(trace: CheckTrace): CommonFinding {
  if (trace.stop !== null) return classifyStop(trace.stop);
  if (trace.manifest !== null) return classifySuccess(trace);
  const exchange = decisiveExchange(trace);
  if (exchange === null) return likely("UNKNOWN");
  if (exchange.failure !== undefined)
    return classifyFailure(exchange, exchange.failure.code, trace);
  return exchange.answer === undefined
    ? likely("UNKNOWN")
    : classifyAnswer(trace, exchange, exchange.answer);
}

function classifySuccess(trace: CheckTrace): CommonFinding {
  if (trace.username === null) return certain("OK-ANONYMOUS");
  if (trace.control === "public") return certain("OK-PUBLIC");
  if (trace.layer?.reachable === false) return likely("LAYER-BLOCKED");
  return certain(trace.durationMs > slowMs ? "SLOW" : "OK");
}

function classifyStop(stop: Stop): CommonFinding {
  switch (stop.reason) {
    case "host-not-allowed":
      return certain("HOST-NOT-ALLOWED");
    case "challenge-missing":
      return likely("NO-CHALLENGE");
    case "challenge-broken":
      return certain("CHALLENGE-BROKEN");
    case "challenge-unsupported":
      return certain("CHALLENGE-UNSUPPORTED");
    case "realm-refused":
      return certain(stop.problem === "malformed" ? "REALM-BROKEN" : "REALM-REFUSED");
    case "token-unusable":
      return certain("TOKEN-UNUSABLE");
    case "redirect":
      return likely("REDIRECT");
    case "manifest-wrong":
      return certain("MANIFEST-WRONG");
    case "not-a-manifest":
      return likely("NOT-REGISTRY");
    case "sign-in-failed":
      return certain("CRED-MALFORMED");
    case "out-of-requests":
      return certain("TOO-MANY-STEPS");
    case "out-of-time":
      return certain("OUT-OF-TIME");
    case "cancelled":
      return certain("CANCELLED");
    default:
      return stop satisfies never;
  }
}

const failureFindings: Record<TransportErrorCode, CommonFinding> = {
  "bad-host": certain("BAD-HOST"),
  "refused-by-policy": certain("POLICY-REFUSED"),
  "dns-not-found": likely("DNS-NONE"),
  "dns-temporary": likely("DNS-TEMPORARY"),
  "connect-refused": likely("NET-REFUSED"),
  "connect-timeout": likely("NET-TIMEOUT"),
  unreachable: likely("NET-UNREACHABLE"),
  reset: likely("NET-RESET"),
  "tls-untrusted": oneOfTwo("TLS-UNTRUSTED"),
  "tls-self-signed": certain("TLS-SELF-SIGNED"),
  "tls-chain": oneOfTwo("TLS-CHAIN"),
  "tls-name": likely("TLS-NAME"),
  "tls-expired": oneOfTwo("TLS-EXPIRED"),
  "tls-not-yet-valid": oneOfTwo("TLS-NOT-YET-VALID"),
  "http-only": likely("HTTP-ONLY"),
  "tls-other": likely("TLS-OTHER"),
  "headers-timeout": likely("NO-ANSWER"),
  timeout: likely("NO-ANSWER"),
  "body-too-large": certain("BAD-ANSWER"),
  "headers-too-large": certain("BAD-ANSWER"),
  protocol: certain("BAD-ANSWER"),
  encoding: certain("BAD-ANSWER"),
  aborted: certain("CANCELLED"),
  "proxy-away": likely("PROXY-AWAY"),
  proxy: likely("PROXY"),
};

function classifyFailure(
  exchange: Exchange,
  code: TransportErrorCode,
  trace: CheckTrace,
): CommonFinding {
  if (exchange.purpose === "get" && code === "body-too-large") return certain("MANIFEST-TOO-LARGE");
  if (exchange.purpose !== "token") return failureFindings[code];
  if (code === "body-too-large" || code === "encoding") return certain("TOKEN-UNUSABLE");
  // On its own origin the token address fails like the registry itself; elsewhere, only it does.
  const elsewhere = new URL(exchange.url).origin !== trace.registry.origin;
  const ours = ["refused-by-policy", "aborted", "proxy", "proxy-away"].includes(code);
  return elsewhere && !ours ? likely("REALM-DOWN") : failureFindings[code];
}

function classifyAnswer(trace: CheckTrace, exchange: Exchange, answer: Answer): CommonFinding {
  const { status } = answer;
  if (status === 429) return certain("RATE-LIMIT");
  if (isPutOff(status)) return certain("PUT-OFF");
  if (status === 407) return likely("PROXY");
  if (status >= 500) return certain("SERVER-5XX");
  // The registry's own redirects stop a check; this is a service that a vendor signs clients in with.
  if (status >= 300 && status < 400) return likely("REDIRECT");
  if (status === 403 && saysNetwork(answer)) return certain("IP-BLOCKED");
  if (exchange.purpose === "token") return classifyTokenAnswer(trace, answer);
  if (status === 404) return classifyMissing(trace, exchange, answer);
  if (status === 403 && exchange.purpose === "sign-in" && isWebPage(answer)) return likely("PROXY");
  // A registry refuses in its own format; what refuses with a page for people says nothing of the credential.
  if (status === 403 && trace.control !== "public" && isWebPage(answer)) {
    return oneOfTwo("FORBIDDEN");
  }
  if (trace.username === null && (status === 401 || status === 403))
    return certain("SIGN-IN-NEEDED");
  if (!wasAsked(trace) || exchange.authorization === "none") {
    if (status === 401 && exchange.authorization !== "none") return likely("AUTH-REJECTED");
    return status === 403 ? oneOfTwo("FORBIDDEN") : likely("UNKNOWN");
  }
  if (status === 401) return classifyRefused(trace, exchange, answer);
  if (status === 403 || saysDenied(answer)) return classifyForbidden(trace, answer);
  return likely("UNKNOWN");
}

function classifyTokenAnswer(trace: CheckTrace, answer: Answer): CommonFinding {
  const { status } = answer;
  if (status !== 401 && status !== 403) {
    const refusesRequest = status === 400 || saysDenied(answer);
    return refusesRequest ? likely("TOKEN-REFUSED") : likely("REALM-WRONG");
  }
  if (trace.username === null) return certain("SIGN-IN-NEEDED");
  if (trace.control === "public") return certain("PUBLIC-BROKEN");
  if (saysExpired(answer)) return certain("CRED-EXPIRED");
  if (says(answer, /permission "|insufficient scope|not authorized to/i)) return oneOfTwo("DENIED");
  return likely("AUTH-REJECTED");
}

/** 401 although something was presented. */
function classifyRefused(trace: CheckTrace, exchange: Exchange, answer: Answer): CommonFinding {
  if (trace.control === "public") return certain("PUBLIC-BROKEN");
  if (exchange.authorization === "basic") {
    if (says(answer, /unauthorized to access repository/i)) return oneOfTwo("DENIED");
    return saysExpired(answer) ? certain("CRED-EXPIRED") : likely("AUTH-REJECTED");
  }
  const error = answer.challenges.find(({ scheme }) => scheme === "bearer")?.error;
  if (error === "insufficient_scope") return oneOfTwo("DENIED");
  if (error === "invalid_token") return oneOfTwo("TOKEN-NOT-TAKEN");
  return grantsPull(trace) ? oneOfTwo("TOKEN-NOT-TAKEN") : oneOfTwo("DENIED");
}

function classifyForbidden(trace: CheckTrace, answer: Answer): CommonFinding {
  if (trace.control === "public") return certain("PUBLIC-BROKEN");
  if (trace.registry.type === "aws-ecr" && says(answer, /token has expired/i))
    return likely("AWS-REGION");
  return oneOfTwo("DENIED");
}

function classifyMissing(trace: CheckTrace, exchange: Exchange, answer: Answer): CommonFinding {
  const codes = codesOf(answer);
  const presented = exchange.authorization !== "none" && wasAsked(trace);
  if (presented && codes.includes("NAME_UNKNOWN")) return oneOfTwo("NAME-MISSING");
  const tagGone = codes.includes("MANIFEST_UNKNOWN") || codes.includes("TAG_EXPIRED");
  // Whoever lists its tags has the repository, and shows it.
  if (presented && (trace.nearTags ?? []).length > 0) return certain("TAG-MISSING");
  if (presented && tagGone) return oneOfTwo("TAG-MISSING");
  // HEAD has no body, and a re-check sends nothing but HEAD.
  const bodiless = exchange.method === "HEAD" && presented;
  return speaksOfItself(answer) ||
    bodiless ||
    answer.error?.shape === "registry" ||
    answer.error?.shape === "status-message"
    ? oneOfTwo("NOT-FOUND")
    : likely("NOT-REGISTRY");
}

/** Did the registry ask for the credential? What it never asked for, it can't have accepted. */
function wasAsked(trace: CheckTrace): boolean {
  return !trace.exchanges.some(
    ({ purpose, authorization, answer }) =>
      (purpose === "control-head" || purpose === "control-get") &&
      authorization === "none" &&
      (answer?.status === 403 || answer?.status === 404),
  );
}

function grantsPull(trace: CheckTrace): boolean {
  return (
    trace.token?.granted?.some(
      ({ actions }) => actions.includes("pull") || actions.includes("*"),
    ) === true
  );
}

/** A firewall speaks of addresses and networks, a permission check of users and rights. */
function saysNetwork(answer: Answer): boolean {
  return says(
    answer,
    /client with ip\b|\bip address\b.*\bnot allowed\b|\bfirewall\b|\bthis network\b|\bnetwork polic/i,
  );
}

function saysDenied(answer: Answer): boolean {
  return codesOf(answer).includes("DENIED");
}

function certain(code: CommonCode): CommonFinding {
  return { code, confidence: "certain" };
}

function likely(code: CommonCode): CommonFinding {
  return { code, confidence: "likely" };
}

function oneOfTwo(code: CommonCode): CommonFinding {
  return { code, confidence: "one-of-two" };
}
