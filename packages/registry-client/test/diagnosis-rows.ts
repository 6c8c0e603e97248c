import type { CheckTrace, ManifestFacts, Stop, TokenFacts } from "../src/check-event.ts";
import { answered, failed, traceOf } from "./trace-fixture.ts";

export const manifest: ManifestFacts = {
  digest: `sha256:${"3f".repeat(32)}`,
  digestFrom: "body",
  mediaType: "application/vnd.oci.image.index.v1+json",
  sizeBytes: 500,
  platforms: ["linux/amd64"],
};
export const token: TokenFacts = {
  realm: "https://reg.example.com/token",
  service: "reg",
  scope: "repository:ml/train:pull",
  lifetimeMs: 300_000,
  granted: null,
};
const pullGranted = {
  ...token,
  granted: [{ type: "repository", name: "ml/train", actions: ["pull"] }],
};
const nothingGranted = { ...token, granted: [] };
export const rateLimit = {
  limit: 100,
  remaining: 0,
  windowSeconds: 21_600,
  source: "203.0.113.7",
  retryAfterSeconds: 11_520,
};
const api: Array<[string, string]> = [["docker-distribution-api-version", "registry/2.0"]];
const elsewhere = "https://auth.example.net/token";

export const bearer = (error?: string) => ({
  scheme: "bearer",
  realm: "https://reg.example.com/token",
  error,
});
const basic = { scheme: "basic", realm: "harbor" };
export const stopped = (stop: Stop, changes: Partial<CheckTrace> = {}) =>
  traceOf([answered("control-head", 401)], { stop, ...changes });

export type Row = [row: string, trace: CheckTrace, code: string];

/** By the row of the failure taxonomy, or by what it adds to it. */
export const rows: Row[] = [
  ["1 ENOTFOUND", traceOf([failed("control-head", "dns-not-found")]), "DNS-NONE"],
  ["1 EAI_AGAIN", traceOf([failed("control-head", "dns-temporary")]), "DNS-TEMPORARY"],
  [
    "2 ECONNREFUSED",
    traceOf([failed("control-head", "connect-refused", { address: "192.0.2.1" })]),
    "NET-REFUSED",
  ],
  ["2 ETIMEDOUT", traceOf([failed("control-head", "connect-timeout")]), "NET-TIMEOUT"],
  ["2 EHOSTUNREACH", traceOf([failed("control-head", "unreachable")]), "NET-UNREACHABLE"],
  ["3 bad port", traceOf([failed("control-head", "bad-host")]), "BAD-HOST"],
  ["4 plain HTTP", traceOf([failed("control-head", "http-only")]), "HTTP-ONLY"],
  ["5 self-signed leaf", traceOf([failed("control-head", "tls-self-signed")]), "TLS-SELF-SIGNED"],
  [
    "6 private root",
    traceOf([failed("control-head", "tls-untrusted", { issuer: "Zscaler" })]),
    "TLS-UNTRUSTED",
  ],
  ["7 chain", traceOf([failed("control-head", "tls-chain")]), "TLS-CHAIN"],
  [
    "8 other name",
    traceOf([failed("control-head", "tls-name", { altNames: ["a.test"] })]),
    "TLS-NAME",
  ],
  [
    "9 expired",
    traceOf([failed("control-head", "tls-expired", { validTo: "2026-05-02T00:00:00Z" })]),
    "TLS-EXPIRED",
  ],
  ["9 not yet valid", traceOf([failed("control-head", "tls-not-yet-valid")]), "TLS-NOT-YET-VALID"],
  ["9 no common TLS", traceOf([failed("control-head", "tls-other")]), "TLS-OTHER"],
  ["10 proxy is away", traceOf([failed("control-head", "proxy-away")]), "PROXY-AWAY"],
  [
    "10 proxy refuses CONNECT",
    traceOf([failed("control-head", "proxy", { proxyStatus: 403 })]),
    "PROXY",
  ],
  ["10 407", traceOf([answered("control-head", 407)]), "PROXY"],
  [
    "11 200 with HTML",
    stopped({ reason: "not-a-manifest", contentType: "text/html" }),
    "NOT-REGISTRY",
  ],
  [
    "11 404 with HTML",
    traceOf([answered("control-get", 404, { contentType: "text/html" })]),
    "NOT-REGISTRY",
  ],
  ["12 3xx", stopped({ reason: "redirect", toHost: "sso.example.com" }), "REDIRECT"],
  ["13 401 without challenge", stopped({ reason: "challenge-missing" }), "NO-CHALLENGE"],
  [
    "14 foreign realm",
    stopped({ reason: "realm-refused", problem: "other-origin", realm: "https://evil.test/token" }),
    "REALM-REFUSED",
  ],
  [
    "14 http realm",
    stopped({
      reason: "realm-refused",
      problem: "plain-http",
      realm: "http://reg.example.com/token",
    }),
    "REALM-REFUSED",
  ],
  [
    "14 no realm",
    stopped({ reason: "realm-refused", problem: "malformed", realm: "/token" }),
    "REALM-BROKEN",
  ],
  [
    "14 broken header",
    stopped({ reason: "challenge-broken", problem: "malformed" }),
    "CHALLENGE-BROKEN",
  ],
  [
    "14 Digest only",
    stopped({ reason: "challenge-unsupported", schemes: ["digest"] }),
    "CHALLENGE-UNSUPPORTED",
  ],
  [
    "15 token 401",
    traceOf([
      answered("token", 401, {
        error: { message: "incorrect username or password" },
        shape: "details",
      }),
    ]),
    "AUTH-REJECTED",
  ],
  [
    "15 token 403, as GHCR and NGC",
    traceOf([answered("token", 403, { error: { code: "DENIED", message: "denied" } })]),
    "AUTH-REJECTED",
  ],
  [
    "15 token 401 says expired",
    traceOf([answered("token", 401, { error: { message: "personal access token is expired" } })]),
    "CRED-EXPIRED",
  ],
  [
    "15 token 403 names a permission, as Google",
    traceOf([
      answered("token", 403, {
        error: {
          code: "DENIED",
          message: 'Permission "x" denied on resource (or it may not exist)',
        },
      }),
    ]),
    "DENIED",
  ],
  [
    "15 token 401 insufficient scopes, as Docker Hub",
    traceOf([
      answered("token", 401, { error: { message: "access token has insufficient scopes" } }),
    ]),
    "DENIED",
  ],
  [
    "15 token 400",
    traceOf([answered("token", 400, { error: { code: "INVALID_REQUEST", message: "bad scope" } })]),
    "TOKEN-REFUSED",
  ],
  [
    "15 token 405 DENIED, as Quay for a disabled namespace",
    traceOf([answered("token", 405, { error: { code: "DENIED", message: "disabled" } })]),
    "TOKEN-REFUSED",
  ],
  ["15 token 404", traceOf([answered("token", 404, { contentType: "text/html" })]), "REALM-WRONG"],
  [
    "15 no token in the answer",
    stopped({ reason: "token-unusable", problem: "no-token" }),
    "TOKEN-UNUSABLE",
  ],
  [
    "15 token service unreachable elsewhere",
    traceOf([failed("token", "connect-refused", { url: elsewhere })]),
    "REALM-DOWN",
  ],
  [
    "15 token service elsewhere refused by policy",
    traceOf([failed("token", "refused-by-policy", { url: elsewhere })]),
    "POLICY-REFUSED",
  ],
  [
    "15 token service on the registry itself unreachable",
    traceOf([failed("token", "reset")]),
    "NET-RESET",
  ],
  [
    "15 Basic refused",
    traceOf([answered("get", 401, { challenge: basic, authorization: "basic" })]),
    "AUTH-REJECTED",
  ],
  [
    "15 Basic refused as expired",
    traceOf([
      answered("get", 401, {
        authorization: "basic",
        error: { message: "Token failed verification: expired" },
      }),
    ]),
    "CRED-EXPIRED",
  ],
  [
    "15 malformed before it was sent",
    stopped({ reason: "sign-in-failed", code: "CRED-MALFORMED", message: "The secret is empty." }),
    "CRED-MALFORMED",
  ],
  [
    "16 insufficient_scope",
    traceOf([answered("get", 401, { challenge: bearer("insufficient_scope") })], { token }),
    "DENIED",
  ],
  [
    "16 empty access",
    traceOf([answered("get", 401, { challenge: bearer() })], { token: nothingGranted }),
    "DENIED",
  ],
  [
    "16 opaque token",
    traceOf([answered("get", 401, { challenge: bearer() })], { token }),
    "DENIED",
  ],
  [
    "16 Harbor says Basic after the token",
    traceOf([answered("get", 401, { challenge: basic })], { token }),
    "DENIED",
  ],
  [
    "16 Harbor refuses Basic with its own words",
    traceOf([
      answered("get", 401, {
        authorization: "basic",
        error: {
          code: "UNAUTHORIZED",
          message: "unauthorized to access repository: a/b, action: pull",
        },
      }),
    ]),
    "DENIED",
  ],
  [
    "17 invalid_token",
    traceOf([answered("get", 401, { challenge: bearer("invalid_token") })], { token }),
    "TOKEN-NOT-TAKEN",
  ],
  [
    "17 pull granted, still refused",
    traceOf([answered("get", 401, { challenge: bearer() })], { token: pullGranted }),
    "TOKEN-NOT-TAKEN",
  ],
  [
    "18 firewall",
    traceOf([
      answered("get", 403, {
        error: { code: "DENIED", message: "client with IP '1.2.3.4' is not allowed access." },
      }),
    ]),
    "IP-BLOCKED",
  ],
  [
    "18 firewall before sign-in",
    traceOf([
      answered("control-get", 403, {
        error: { message: "client with IP '1.2.3.4' is not allowed access." },
      }),
    ]),
    "IP-BLOCKED",
  ],
  [
    "19 ECR token of another region",
    traceOf(
      [
        answered("get", 403, {
          authorization: "basic",
          error: { message: "Your authorization token has expired. Reauthenticate and try again." },
        }),
      ],
      {
        registry: {
          type: "aws-ecr",
          name: null,
          origin: "https://1.dkr.ecr.eu-west-1.amazonaws.com",
          userNameRule: "",
        },
      },
    ),
    "AWS-REGION",
  ],
  [
    "20 403",
    traceOf([
      answered("get", 403, {
        error: { code: "DENIED", message: "requested access to the resource is denied" },
      }),
    ]),
    "DENIED",
  ],
  [
    "20 403 without sign-in",
    traceOf([answered("control-get", 403, { error: { message: "no" } })]),
    "FORBIDDEN",
  ],
  [
    "20 403 with a web page, signed in",
    traceOf([
      answered("get", 403, {
        contentType: "text/html",
        error: { message: "Attention Required!" },
        shape: "html",
      }),
    ]),
    "FORBIDDEN",
  ],
  [
    "20 403 with a web page to HEAD",
    traceOf([answered("head", 403, { contentType: "text/html" })], { profile: "re-check" }),
    "FORBIDDEN",
  ],
  [
    "20 403 with a web page from a registry",
    traceOf([
      answered("head", 403, {
        contentType: "text/html",
        headers: [["docker-distribution-api-version", "registry/2.0"]],
      }),
    ]),
    "DENIED",
  ],
  [
    "21 NAME_UNKNOWN",
    traceOf([answered("get", 404, { error: { code: "NAME_UNKNOWN", message: "unknown" } })]),
    "NAME-MISSING",
  ],
  [
    "22 MANIFEST_UNKNOWN",
    traceOf([answered("get", 404, { error: { code: "MANIFEST_UNKNOWN", message: "unknown" } })]),
    "TAG-MISSING",
  ],
  [
    "22 404 to HEAD of a re-check",
    traceOf([answered("head", 404)], { profile: "re-check", control: "not-run" }),
    "NOT-FOUND",
  ],
  [
    "22 404 without a code, as Artifactory",
    traceOf([
      answered("get", 404, {
        error: { message: "The named manifest is not known" },
        shape: "status-message",
      }),
    ]),
    "NOT-FOUND",
  ],
  [
    "22 404 before sign-in",
    traceOf([
      answered("control-get", 404, {
        headers: api,
        error: { code: "NAME_UNKNOWN", message: "unknown" },
      }),
    ]),
    "NOT-FOUND",
  ],
  [
    "23 405 to GET as well",
    traceOf([answered("get", 405, { error: { code: "UNSUPPORTED", message: "unsupported" } })]),
    "UNKNOWN",
  ],
  ["24 429", traceOf([answered("get", 429)], { rateLimit }), "RATE-LIMIT"],
  [
    "24 429 in plain text",
    traceOf([answered("control-head", 429, { contentType: "text/plain" })]),
    "RATE-LIMIT",
  ],
  ["24 429 from the token service", traceOf([answered("token", 429)]), "RATE-LIMIT"],
  [
    "25 503",
    traceOf([answered("get", 503, { error: { code: "UNAVAILABLE", message: "try later" } })]),
    "SERVER-5XX",
  ],
  [
    "25 502 from the token service",
    traceOf([answered("token", 502, { contentType: "text/html" })]),
    "SERVER-5XX",
  ],
  ["25 408", traceOf([answered("get", 408)]), "PUT-OFF"],
  ["25 408 from the token service", traceOf([answered("token", 408)]), "PUT-OFF"],
  ["25 408 before anything was sent", traceOf([answered("control-head", 408)]), "PUT-OFF"],
  ["25 425", traceOf([answered("head", 425)]), "PUT-OFF"],
  ["25 reset", traceOf([failed("get", "reset")]), "NET-RESET"],
  ["25 no headers", traceOf([failed("head", "headers-timeout")]), "NO-ANSWER"],
  ["25 no end", traceOf([failed("get", "timeout")]), "NO-ANSWER"],
  ["26 public", traceOf([answered("get", 200)], { manifest, control: "public" }), "OK-PUBLIC"],
  [
    "27 public, token service refuses",
    traceOf([answered("token", 403, { error: { code: "DENIED", message: "denied" } })], {
      control: "public",
    }),
    "PUBLIC-BROKEN",
  ],
  [
    "27 public, registry refuses",
    traceOf([answered("get", 401, { challenge: bearer() })], { control: "public" }),
    "PUBLIC-BROKEN",
  ],
  ["27 public, 403", traceOf([answered("get", 403)], { control: "public" }), "PUBLIC-BROKEN"],
  [
    "21 NAME_UNKNOWN to a credential that was never asked for",
    traceOf([
      answered("control-head", 404, { headers: api }),
      answered("get", 404, {
        authorization: "basic",
        headers: api,
        error: { code: "NAME_UNKNOWN", message: "unknown" },
      }),
    ]),
    "NOT-FOUND",
  ],
  [
    "20 403 to a credential that was never asked for",
    traceOf([
      answered("control-head", 403, { headers: api }),
      answered("get", 403, { authorization: "basic", error: { code: "DENIED", message: "no" } }),
    ]),
    "FORBIDDEN",
  ],
  ["success", traceOf([answered("get", 200)], { manifest }), "OK"],
  [
    "success, but its layers lie behind a firewall",
    traceOf([answered("get", 200), failed("layer", "connect-timeout")], {
      manifest,
      layer: { host: "storage.example.net", reachable: false },
    }),
    "LAYER-BLOCKED",
  ],
  ["success, slow", traceOf([answered("get", 200)], { manifest, durationMs: 14_000 }), "SLOW"],
  [
    "success without credential",
    traceOf([answered("get", 200)], { manifest, username: null }),
    "OK-ANONYMOUS",
  ],
  [
    "no credential, private",
    traceOf([answered("control-head", 401, { challenge: basic })], { username: null }),
    "SIGN-IN-NEEDED",
  ],
  [
    "no credential, token refused",
    traceOf([answered("token", 401, { authorization: "none" })], { username: null }),
    "SIGN-IN-NEEDED",
  ],
  ["refused by policy", traceOf([failed("control-head", "refused-by-policy")]), "POLICY-REFUSED"],
  [
    "image on another host",
    traceOf([], { stop: { reason: "host-not-allowed", host: "evil.test" } }),
    "HOST-NOT-ALLOWED",
  ],
  ["over 4 MiB", traceOf([failed("get", "body-too-large")]), "MANIFEST-TOO-LARGE"],
  ["token answer too large", traceOf([failed("token", "body-too-large")]), "TOKEN-UNUSABLE"],
  ["token answer packed", traceOf([failed("token", "encoding")]), "TOKEN-UNUSABLE"],
  ["broken HTTP", traceOf([failed("head", "protocol")]), "BAD-ANSWER"],
  ["huge headers", traceOf([failed("head", "headers-too-large")]), "BAD-ANSWER"],
  ["packed answer", traceOf([failed("head", "encoding")]), "BAD-ANSWER"],
  [
    "other digest",
    stopped({
      reason: "manifest-wrong",
      problem: "digest",
      expected: "sha256:a",
      actual: "sha256:b",
    }),
    "MANIFEST-WRONG",
  ],
  [
    "other media type",
    stopped({ reason: "manifest-wrong", problem: "media-type", expected: "a/b", actual: "c/d" }),
    "MANIFEST-WRONG",
  ],
  ["out of time", stopped({ reason: "out-of-time" }, { durationMs: 15_000 }), "OUT-OF-TIME"],
  ["out of requests", stopped({ reason: "out-of-requests" }), "TOO-MANY-STEPS"],
  ["cancelled", stopped({ reason: "cancelled" }), "CANCELLED"],
  ["418", traceOf([answered("get", 418)]), "UNKNOWN"],
];
