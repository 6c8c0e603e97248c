import { refusalReasons } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import { pull as recorded } from "../../../store/contract/sample.ts";
import type { Pull } from "../../../store/rows.ts";
import { failureTexts, type FailureCode } from "./failure-texts.ts";
import { pullDiagnosis } from "./pull-diagnosis.ts";

function pull(change: Partial<Pull> = {}): Pull {
  return {
    ...recorded("org_a"),
    digest: null,
    durationMs: 900,
    bytes: null,
    error: null,
    finishedAt: 1,
    timing: null,
    slow: null,
    usualMs: null,
    status: "failed",
    ...change,
  };
}

const codeOf = (error: string, change: Partial<Pull> = {}) =>
  pullDiagnosis(pull({ error, ...change }))?.code;

/** What berth-worker, skopeo, podman, Docker, containerd and the kubelet write. */
const messages: readonly (readonly [string, FailureCode])[] = [
  [
    "reg.example.com limits how often it may be asked (reg.example.com answered 429: TOOMANYREQUESTS too many).",
    "RATE-LIMIT",
  ],
  [
    "toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit",
    "RATE-LIMIT",
  ],
  [
    "failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:0: 429 Too Many Requests",
    "RATE-LIMIT",
  ],
  ["manifest for reg.example.com/team/app:1.429.0 not found: manifest unknown", "NOT-FOUND"],
  [
    "Error response from daemon: manifest for reg.example.com/train:401 not found: manifest unknown",
    "NOT-FOUND",
  ],
  ["reg.example.com/train:403: not found", "NOT-FOUND"],
  ["reading manifest 407 in reg.example.com/train: manifest unknown", "NOT-FOUND"],
  [
    "pulling from host reg.example.com failed with status code [manifests 429]: 401 Unauthorized",
    "AUTH-REJECTED",
  ],
  ["something new about reg.example.com/train:503", "PULL-UNKNOWN"],
  ["unexpected status:403", "DENIED"],
  ["reg.example.com has a fault of its own (reg.example.com answered 503).", "SERVER-5XX"],
  ["received unexpected HTTP status: 500 Internal Server Error", "SERVER-5XX"],
  [
    "pinging container registry reg.example.com: received unexpected HTTP status: 502 Bad Gateway",
    "SERVER-5XX",
  ],
  ["reg.example.com rejected the credential (reg.example.com answered 401).", "AUTH-REJECTED"],
  ["unauthorized: incorrect username or password", "AUTH-REJECTED"],
  [
    "pulling from host reg.example.com failed with status code [manifests 1]: 401 Unauthorized",
    "AUTH-REJECTED",
  ],
  [
    "reading manifest 1 in reg.example.com/team/app: unauthorized: authentication required",
    "SIGN-IN-NEEDED",
  ],
  [
    'Head "https://reg.example.com/v2/team/app/manifests/1": no basic auth credentials',
    "SIGN-IN-NEEDED",
  ],
  [
    "reg.example.com/team/app can't be pulled without a sign-in: it is private or doesn't exist (reg.example.com answered 401).",
    "SIGN-IN-NEEDED",
  ],
  [
    "reg.example.com gives no token without a sign-in (reg.example.com answered 401).",
    "SIGN-IN-NEEDED",
  ],
  [
    "pull access denied for team/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    "SIGN-IN-NEEDED",
  ],
  [
    "reg.example.com doesn't accept the credential for reg.example.com/team/app: it is wrong, has run out or doesn't cover it, or there is no such repository (reg.example.com answered 401).",
    "DENIED",
  ],
  [
    "The credential may not pull reg.example.com/team/app: it doesn't cover it, or there is no such repository (reg.example.com answered 403).",
    "DENIED",
  ],
  ["denied: requested access to the resource is denied", "DENIED"],
  [
    'failed to resolve reference "reg.example.com/team/app:1": pulling from host reg.example.com failed with status code [manifests 1]: 403 Forbidden',
    "DENIED",
  ],
  ["denied: Your authorization token has expired. Reauthenticate and try again.", "CRED-EXPIRED"],
  [
    "reg.example.com/team/app has nothing under 7, or the registry hides it (reg.example.com answered 404: MANIFEST_UNKNOWN manifest unknown).",
    "NOT-FOUND",
  ],
  ["manifest unknown: the tag 7 is not in this repository", "NOT-FOUND"],
  [
    "manifest for reg.example.com/team/app:7 not found: manifest unknown: manifest unknown",
    "NOT-FOUND",
  ],
  ["name unknown: repository name not known to registry", "NAME-MISSING"],
  [
    "A part of reg.example.com/team/app is missing (reg.example.com answered 404).",
    "LAYER-MISSING",
  ],
  ["What arrived isn't what its digest names. (skopeo: Digest did not match)", "DIGEST-WRONG"],
  ["reg.example.com has no address (DNS).", "DNS-NONE"],
  [
    'Get "https://reg.example.com/v2/": dial tcp: lookup reg.example.com on 10.0.0.2:53: no such host',
    "DNS-NONE",
  ],
  ["reg.example.com can't be looked up right now (DNS).", "DNS-TEMPORARY"],
  ["dial tcp: lookup reg.example.com: Temporary failure in name resolution", "DNS-TEMPORARY"],
  ["reg.example.com refuses connections.", "NET-REFUSED"],
  [
    'Get "https://reg.example.com/v2/": dial tcp 192.0.2.1:443: connect: connection refused',
    "NET-REFUSED",
  ],
  ["reg.example.com can't be reached from this network.", "NET-UNREACHABLE"],
  ["dial tcp 192.0.2.1:443: connect: no route to host", "NET-UNREACHABLE"],
  ["reg.example.com doesn't answer in time.", "NET-TIMEOUT"],
  [
    'Get "https://reg.example.com/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    "NET-TIMEOUT",
  ],
  ['Get "https://reg.example.com/v2/": net/http: TLS handshake timeout', "NET-TIMEOUT"],
  ["reg.example.com closed the connection.", "NET-RESET"],
  ["read tcp 10.0.0.5:51234->192.0.2.1:443: read: connection reset by peer", "NET-RESET"],
  ["the proxy answers 407 when asked for reg.example.com", "PROXY"],
  ["proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused", "PROXY-AWAY"],
  [
    "reg.example.com can't be reached: the proxy proxy.example:3128 refuses connections.",
    "PROXY-AWAY",
  ],
  [
    "reg.example.com shows a certificate of an authority this machine doesn't trust.",
    "TLS-UNTRUSTED",
  ],
  [
    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    "TLS-UNTRUSTED",
  ],
  ["reg.example.com shows a certificate for another name.", "TLS-NAME"],
  ["x509: certificate is valid for a.example.com, b.example.com, not reg.example.com", "TLS-NAME"],
  [
    "x509: cannot validate certificate for 192.0.2.1 because it doesn't contain any IP SANs",
    "TLS-NAME",
  ],
  ["reg.example.com shows a certificate that has expired.", "TLS-EXPIRED"],
  [
    "x509: certificate has expired or is not yet valid: current time 2026-05-01T00:00:00Z is after 2026-04-01T00:00:00Z",
    "TLS-EXPIRED",
  ],
  [
    "reg.example.com shows a certificate that isn't valid yet; is this machine's clock right?",
    "TLS-NOT-YET-VALID",
  ],
  ["reg.example.com doesn't speak TLS the way it should (ERR_SSL_NO_CIPHER).", "TLS-OTHER"],
  ["reg.example.com speaks plain http where https was expected.", "HTTP-ONLY"],
  [
    'Get "https://reg.example.com/v2/": http: server gave HTTP response to HTTPS client',
    "HTTP-ONLY",
  ],
  [
    "There is no space left where the image should go. (skopeo: writing blob: no space left on device)",
    "DISK-FULL",
  ],
  ["failed to register layer: write /usr/lib/x.so: no space left on device", "DISK-FULL"],
  [
    "This user may not write where the image should go. (skopeo: mkdir /srv/x: permission denied)",
    "DISK-WRITE",
  ],
  [
    "This machine's signature policy (policy.json) rejects the image. (skopeo: Source image rejected)",
    "SIGNATURE-POLICY",
  ],
  [
    "The image has no variant for this machine. (skopeo: no image found in manifest list)",
    "NO-PLATFORM",
  ],
  ["no matching manifest for linux/arm64/v8 in the manifest list entries", "NO-PLATFORM"],
  ["The Docker engine can't be reached.", "ENGINE-DOWN"],
  [
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "ENGINE-DOWN",
  ],
  ["The pull was interrupted.", "INTERRUPTED"],
  ["The pull didn't end within 10 min. reg.example.com doesn't answer in time.", "TIMED-OUT"],
  ["something went sideways", "PULL-UNKNOWN"],
  ["", "PULL-UNKNOWN"],
];

describe("pullDiagnosis", () => {
  test.each(messages)("%s → %s", (message, code) => {
    expect(codeOf(message)).toBe(code);
  });

  test("every code of a failure is reached by a message, or by where its host lies", () => {
    const reached = new Set<string>([...messages.map(([, code]) => code), "LAYER-BLOCKED"]);
    expect(Object.keys(failureTexts).filter((code) => !reached.has(code))).toEqual([]);
  });

  test("a host that is not the registry's own is where the layers lie", () => {
    expect(codeOf("cdn.example.net refuses connections.")).toBe("LAYER-BLOCKED");
    expect(
      codeOf(
        'Get "https://acct.blob.core.windows.net/x?sig=1": dial tcp 20.60.0.1:443: i/o timeout',
      ),
    ).toBe("LAYER-BLOCKED");
    const hub = { canonical: "docker.io/acme/app:1", image: "acme/app:1" };
    expect(codeOf("registry-1.docker.io refuses connections.", hub)).toBe("NET-REFUSED");
    expect(codeOf("The token service auth.docker.io doesn't answer in time.", hub)).toBe(
      "NET-TIMEOUT",
    );
    expect(codeOf("production.cloudflare.docker.com has no address (DNS).", hub)).toBe(
      "LAYER-BLOCKED",
    );
  });

  test("sentences carry the user's own names and never more than two causes", () => {
    for (const [message] of messages) {
      for (const outcome of ["credential", "anonymous"] as const) {
        const diagnosis = pullDiagnosis(
          pull({ error: message, outcome, ...(outcome === "anonymous" ? { registry: null } : {}) }),
        );
        expect(diagnosis?.causes.length).toBeLessThanOrEqual(2);
        expect(diagnosis?.remedies.length).toBeGreaterThan(0);
        const text = JSON.stringify(diagnosis);
        expect(text).not.toMatch(/undefined|null|Berth server (didn't|can't)/);
        expect(text).not.toContain("``");
      }
    }
  });

  test("a refusal says what it said, with a code and what to do", () => {
    for (const reason of refusalReasons) {
      const diagnosis = pullDiagnosis(
        pull({ status: "refused", outcome: "refused", reason, message: "Because." }),
      );
      expect(diagnosis, reason).toMatchObject({ symptom: "Because.", confidence: "certain" });
      expect(diagnosis?.code).toMatch(/^[A-Z-]+$/);
      expect(diagnosis?.remedies.length).toBeGreaterThan(0);
    }
  });

  test("a slow pull gets advice, a quick one nothing", () => {
    expect(pullDiagnosis(pull({ status: "succeeded" }))).toBeNull();
    for (const slow of ["rate-limit", "network", "layer-storage", "unknown"] as const) {
      const diagnosis = pullDiagnosis(pull({ status: "succeeded", slow }));
      expect(diagnosis?.code).toMatch(/^SLOW/);
      expect(diagnosis?.remedies.at(-1)).toContain("pull-through cache");
    }
  });
});
