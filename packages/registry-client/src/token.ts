import { parseJson, textField, field } from "./json.ts";
import { readTokenClaims, type TokenClaims } from "./jwt.ts";

export const tokenBodyBytesMax = 64 * 1024;
const tokenLengthMax = 16 * 1024;
const lifetimeMsMin = 60_000;
const lifetimeMsMax = 3_600_000;

export type TokenProblem = "not-json" | "no-token" | "bad-token";

export type TokenAnswer =
  | {
      ok: true;
      token: string;
      /** Counted from the moment of receipt; always between one minute and one hour. */
      lifetimeMs: number;
      /**
       * The same for whoever is handed the token and can't renew it when it is refused: under a minute where that was
       * stated. https://distribution.github.io/distribution/spec/auth/token/ asks services for a minute at least.
       */
      endsInMs: number;
      /** The answer stated a lifetime outside these bounds. */
      clamped: boolean;
      granted: TokenClaims["granted"];
    }
  | { ok: false; code: TokenProblem; message: string };

/**
 * The address of a token request: the realm with service and scope added, both encoded.
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function tokenUrl(realm: URL, service: string | null, scope: string): string {
  const query = new URLSearchParams(realm.search);
  if (service !== null) query.append("service", service);
  query.append("scope", scope);
  const url = new URL(realm.href);
  url.search = query.toString();
  return url.href;
}

/**
 * Reads the body of a successful token answer. Takes `token` or `access_token`; `issued_at` is
 * ignored because it relies on two clocks. No message repeats anything of the body.
 */
export function readTokenAnswer(bytes: Uint8Array): TokenAnswer {
  const json = parseJson(new TextDecoder().decode(bytes));
  if (!json.ok || typeof json.value !== "object" || json.value === null) {
    return refuse("not-json", "The token address answered with something other than JSON.");
  }
  const token = textField(json.value, "token") || textField(json.value, "access_token");
  if (token === undefined || token === "") return refuse("no-token", "The answer holds no token.");
  // Anything else could split the header it is about to be put into.
  if (token.length > tokenLengthMax || !/^[\x21-\x7e]+$/.test(token)) {
    return refuse("bad-token", "The answer holds a token that can't be sent in a header.");
  }
  const claims = readTokenClaims(token);
  const stated = statedLifetimeMs(field(json.value, "expires_in"));
  const wanted = Math.min(stated ?? Infinity, claims?.lifetimeMs ?? Infinity);
  const lifetimeMs = Number.isFinite(wanted) ? clamp(wanted) : lifetimeMsMin;
  const endsInMs = wanted > 0 ? Math.min(wanted, lifetimeMs) : lifetimeMs;
  const clamped = stated !== null && stated !== clamp(stated);
  return { ok: true, token, lifetimeMs, endsInMs, clamped, granted: claims?.granted ?? null };
}

function statedLifetimeMs(value: unknown): number | null {
  const seconds = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds)
    ? Math.min(seconds, Number.MAX_SAFE_INTEGER / 1000) * 1000
    : null;
}

function clamp(lifetimeMs: number): number {
  return Math.min(Math.max(lifetimeMs, lifetimeMsMin), lifetimeMsMax);
}

function refuse(code: TokenProblem, message: string): TokenAnswer {
  return { ok: false, code, message };
}
