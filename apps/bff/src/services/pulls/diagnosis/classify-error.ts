import type { FailureCode } from "./failure-texts.ts";

export type ClassifiedError = {
  code: FailureCode;
  /** The host that the message is about, where it names one first. */
  host: string | null;
};

/**
 * What a worker's error message is about: berth-worker's own sentences, and those of skopeo, podman, the
 * Docker engine, containerd and the kubelet, which pass on what registries say. The first rule that fits
 * counts: what names a cause stands before what only names a status.
 */
export function classifyError(message: string): ClassifiedError {
  const code = rules.find(([pattern]) => pattern.test(message))?.[1] ?? "PULL-UNKNOWN";
  return { code, host: hostOf(message) };
}

/**
 * One of these words, or this status where it stands as one: `app:404`, `v1.429.0`, `reg.io:403/x` and skopeo's
 * `reading manifest 401 in …` are names that somebody gave.
 */
function saysOrAnswers(words: string, status: string): RegExp {
  const named = String.raw`(?<![\w:./@-]|\bmanifests? )`;
  const goesOn = String.raw`(?![\w/-]|\.\w)`;
  return new RegExp(`${words}|(?:${named}|\\bstatus(?: code)?[:=])(?:${status})${goesOn}`, "i");
}

const rules: ReadonlyArray<readonly [RegExp, FailureCode]> = [
  // This machine.
  [/no space left|disk quota exceeded|quota doesn't allow/i, "DISK-FULL"],
  [
    /read-only file system|can't be written to|no file can be made in|may not write where|permission denied.*(open|mkdir|write)/i,
    "DISK-WRITE",
  ],
  [
    /policy\.json|signature policy|rejected by policy|signature.*(verif|required)/i,
    "SIGNATURE-POLICY",
  ],
  [
    /no matching manifest for|no variant for this machine|no image found in .*(manifest list|image index)|no match for platform/i,
    "NO-PLATFORM",
  ],
  [
    /cannot connect to the docker daemon|docker engine can't be reached|docker\.sock|containerd\.sock/i,
    "ENGINE-DOWN",
  ],
  [/was interrupted|context canceled|signal: (killed|interrupt|terminated)/i, "INTERRUPTED"],
  [/didn't end within|active deadline|ImagePullBackOff.*deadline/i, "TIMED-OUT"],
  // What the registry sent.
  [
    /digest (did not match|mismatch)|isn't what its digest names|isn't the one its digest names|failed to verify .*digest|unexpected (commit )?digest/i,
    "DIGEST-WRONG",
  ],
  [
    saysOrAnswers("toomanyrequests|too many requests|rate limit|limits how often", "429"),
    "RATE-LIMIT",
  ],
  // The way there.
  [/gave HTTP response to HTTPS|speaks plain http|server gave http/i, "HTTP-ONLY"],
  [/has expired or is not yet valid|certificate (that )?has expired/i, "TLS-EXPIRED"],
  [/certificate (that )?isn't valid yet|not yet valid/i, "TLS-NOT-YET-VALID"],
  [
    /certificate (is valid )?for (another name|[\w.*-]+(, [\w.*-]+)*, not )|doesn't contain any IP SANs|cannot validate certificate for/i,
    "TLS-NAME",
  ],
  [
    /unknown authority|authority this machine doesn't trust|signed itself|self[- ]signed|x509:|certificate verif/i,
    "TLS-UNTRUSTED",
  ],
  [/\bthe proxy [\w.:[\]-]+ (refuses|has no|can't|doesn't)|proxyconnect tcp: dial/i, "PROXY-AWAY"],
  [saysOrAnswers("proxy (answers|authentication required)|proxyconnect", "407"), "PROXY"],
  [/no such host|has no address \(DNS\)|ENOTFOUND|name or service not known/i, "DNS-NONE"],
  [
    /looked up right now|temporary failure in name resolution|server misbehaving|EAI_AGAIN/i,
    "DNS-TEMPORARY",
  ],
  [/connection refused|refuses connections|ECONNREFUSED/i, "NET-REFUSED"],
  [
    /no route to host|network is unreachable|can't be reached from this network|EHOSTUNREACH|ENETUNREACH/i,
    "NET-UNREACHABLE",
  ],
  [
    /i\/o timeout|deadline exceeded|client\.timeout|handshake timeout|doesn't answer in time|timed out|ETIMEDOUT/i,
    "NET-TIMEOUT",
  ],
  [
    /connection reset|closed the connection|unexpected EOF|broken pipe|ECONNRESET|broke off/i,
    "NET-RESET",
  ],
  [/handshake failure|doesn't speak TLS|tls: /i, "TLS-OTHER"],
  // What the registry decided.
  [/authorization token has expired|token (is|has) expired|credential.*expired/i, "CRED-EXPIRED"],
  [
    /incorrect username or password|invalid (username|credentials)|rejected the credential|bad credentials/i,
    "AUTH-REJECTED",
  ],
  [
    /without a sign-in|no basic auth credentials|authentication required|may require 'docker login'|no token without/i,
    "SIGN-IN-NEEDED",
  ],
  [
    saysOrAnswers(
      String.raw`may not pull|doesn't accept the credential|access (to the resource is )?denied|insufficient_scope|\bdenied\b|forbidden`,
      "403",
    ),
    "DENIED",
  ],
  [saysOrAnswers("unauthorized", "401"), "AUTH-REJECTED"],
  [/a part of .* is missing|blob unknown|blob_unknown|layer .*not found/i, "LAYER-MISSING"],
  [
    /name unknown|name_unknown|repository name not known|repository .*(not found|does not exist)/i,
    "NAME-MISSING",
  ],
  [
    saysOrAnswers(
      "manifest unknown|manifest_unknown|manifest for .* not found|has nothing under|not found",
      "404",
    ),
    "NOT-FOUND",
  ],
  [
    saysOrAnswers(
      "fault of its own|internal server error|bad gateway|service unavailable|gateway time-?out",
      "50[0234]",
    ),
    "SERVER-5XX",
  ],
];

/** `cdn.example.com:443 refuses connections`, `Get "https://cdn.example.com/…": …`, `dial tcp: lookup cdn.example.com`. */
function hostOf(message: string): string | null {
  const match =
    /\bhttps?:\/\/([\w.-]+(?::\d+)?)[/"\s]/.exec(message) ??
    /\blookup ([\w.-]+\.[\w-]+)/.exec(message) ??
    /^(?:The token service )?((?:[\w-]+\.)+[\w-]+(?::\d+)?|localhost(?::\d+)?) /.exec(message);
  return match?.[1] ?? null;
}
