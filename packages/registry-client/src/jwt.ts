import { fromBase64Url } from "./base64.ts";
import { field, parseJson, textField } from "./json.ts";

/** What a token says about itself. Read for display and diagnosis only: nothing here is verified. */
export type TokenClaims = {
  granted: Array<{ type: string; name: string; actions: string[] }> | null;
  /** `exp` minus `iat`, so that a wrong clock on either side doesn't count; null where unknown. */
  lifetimeMs: number | null;
};

const grantsMax = 16;

/** Reads a registry token if it is a JWT; null for opaque tokens. Never throws. */
export function readTokenClaims(token: string): TokenClaims | null {
  const parts = token.split(".");
  if (parts.length !== 3) return null;
  const payload = fromBase64Url(parts[1] ?? "");
  const json = payload === null ? null : parseJson(payload);
  if (json === null || !json.ok || typeof json.value !== "object" || json.value === null)
    return null;
  const exp = field(json.value, "exp");
  const iat = field(json.value, "iat") ?? field(json.value, "nbf");
  const known = typeof exp === "number" && typeof iat === "number" && Number.isFinite(exp - iat);
  return { granted: readGrants(json.value), lifetimeMs: known ? (exp - iat) * 1000 : null };
}

/** `access` missing: the token doesn't say. `access` null or empty: nothing is granted. */
function readGrants(claims: object): TokenClaims["granted"] {
  if (!Object.hasOwn(claims, "access")) return null;
  const access = field(claims, "access");
  if (access === null) return [];
  if (!Array.isArray(access)) return null;
  return access.slice(0, grantsMax).map((entry: unknown) => {
    const actions = field(entry, "actions");
    return {
      type: textField(entry, "type") ?? "",
      name: textField(entry, "name") ?? "",
      actions: Array.isArray(actions) ? actions.filter((action) => typeof action === "string") : [],
    };
  });
}
