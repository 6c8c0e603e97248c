import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type SignedRequest = {
  method: string;
  path: string;
  query: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

export type Signer = { secret: string; sessionToken?: string | undefined };

export type Verdict =
  | { ok: true; keyId: string; region: string }
  | {
      ok: false;
      problem: "missing" | "unknown-key" | "mismatch" | "scope" | "expired" | "bad-token";
      message: string;
    };

const skewMs = 5 * 60_000;

/**
 * Verifies AWS Signature Version 4 with the key's own secret, as AWS does: the signature is computed
 * anew from what arrived.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function verifySignature(
  request: SignedRequest,
  expected: { service: string; region: string | null; nowMs: number },
  findKey: (keyId: string) => Signer | null,
): Verdict {
  const { headers } = request;
  const parsed =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers["authorization"] ?? "",
    );
  const date = headers["x-amz-date"] ?? "";
  if (parsed === null || !/^\d{8}T\d{6}Z$/.test(date)) {
    return { ok: false, problem: "missing", message: "Missing Authentication Token" };
  }
  const [, keyId = "", day = "", region = "", service = "", signed = "", signature = ""] = parsed;
  const key = findKey(keyId);
  if (key === null) {
    return {
      ok: false,
      problem: "unknown-key",
      message: "The security token included in the request is invalid.",
    };
  }
  if ((headers["x-amz-security-token"] ?? "") !== (key.sessionToken ?? "")) {
    return {
      ok: false,
      problem: "bad-token",
      message: "The security token included in the request is invalid.",
    };
  }
  const scopeProblem = scopeMismatch({ service, region }, expected);
  if (scopeProblem !== null) return { ok: false, problem: "scope", message: scopeProblem };
  const expiry = expiryProblem(date, expected.nowMs);
  if (expiry !== null) return { ok: false, problem: "expired", message: expiry };
  const names = signed.split(";");
  // "You must include the host header and any x-amz-* headers in the request."
  const needed = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  const covered = needed.every((name) => names.includes(name)) && date.startsWith(day);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical(request, names))].join("\n");
  const chain = [day, region, service, "aws4_request"];
  const signingKey = chain.reduce(hmac, Buffer.from(`AWS4${key.secret}`));
  const own = hmac(signingKey, toSign);
  if (!covered || !timingSafeEqual(own, Buffer.from(signature, "hex"))) {
    return {
      ok: false,
      problem: "mismatch",
      message:
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    };
  }
  return { ok: true, keyId, region };
}

function scopeMismatch(
  given: { service: string; region: string },
  expected: { service: string; region: string | null },
): string | null {
  if (given.service !== expected.service) {
    return `Credential should be scoped to correct service: '${expected.service}'. `;
  }
  return expected.region !== null && given.region !== expected.region
    ? "Credential should be scoped to a valid region. "
    : null;
}

function expiryProblem(date: string, nowMs: number): string | null {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const sentAt = Date.parse(iso);
  if (Math.abs(nowMs - sentAt) <= skewMs) return null;
  const [now, edge] = [nowMs, nowMs - Math.sign(nowMs - sentAt) * skewMs].map(stamp);
  return sentAt < nowMs
    ? `Signature expired: ${date} is now earlier than ${edge} (${now} - 5 min.)`
    : `Signature not yet current: ${date} is still later than ${edge} (${now} + 5 min.)`;
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function canonical(request: SignedRequest, names: string[]): string {
  const query = [...new URLSearchParams(request.query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`).join("");
  return [request.method, request.path, query, headers, names.join(";"), sha256(request.body)].join(
    "\n",
  );
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
