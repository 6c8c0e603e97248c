import { decodeBase64 } from "./base64.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Claims of a JSON Web Token, read to be shown. The signature is not verified: never decide on access by them. */
export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a text that has the form of a signed JWT; null for any other text. */
export function readJwt(token: string): Claims | null {
  const parts = token.split(".");
  if (parts.length !== 3 || !token.startsWith("eyJ")) return null;
  const [header, claims] = parts.map(readJsonObject);
  return header && claims ? claims : null;
}

/** `exp` in milliseconds since the epoch; null where the token has none. */
export function jwtExpiryMs(claims: Claims): number | null {
  const { exp } = claims;
  return typeof exp === "number" && Number.isFinite(exp) && exp > 0 && exp < 1e11
    ? exp * 1000
    : null;
}

function readJsonObject(part: string): Claims | null {
  const bytes = /^[A-Za-z0-9_-]+$/.test(part) ? decodeBase64(part) : null;
  const text = bytes === null ? null : decodeUtf8(bytes);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { ...value }
      : null;
  } catch {
    // The error would quote the text, which may be a secret.
    return null;
  }
}
