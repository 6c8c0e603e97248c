import { createPublicKey, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from "jose";
import type { Account } from "../../accounts.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import { readForm } from "../../server/read-form.ts";
import type { World } from "../../world.ts";
import {
  accountMessage,
  googleError,
  scopeMessage,
  signatureMessage,
  timeMessage,
} from "./errors.ts";

const audience = "https://oauth2.googleapis.com/token";
const platform = "https://www.googleapis.com/auth/cloud-platform";
const scopes = [
  platform,
  `${platform}.read-only`,
  "https://www.googleapis.com/auth/devstorage.read_only",
];
const lifetimeSeconds = 3599;
const skewSeconds = 300;

export type AccessToken = { account: Account; scope: string; until: number };

/** Google's access tokens, by their text. */
export type AccessTokens = Map<string, AccessToken>;

/**
 * Google's token endpoint for service accounts: the assertion is verified with the public half of the
 * account's key.
 * @see https://developers.google.com/identity/protocols/oauth2/service-account
 */
export async function answerOauth(
  c: Context<FakeEnv>,
  world: World,
  tokens: AccessTokens,
): Promise<Response> {
  const form = await readForm(c);
  if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") {
    return googleError("unsupported_grant_type", "Invalid grant_type");
  }
  const assertion = form.get("assertion") ?? "";
  const claims = readClaims(assertion);
  const account = world.access.accounts.find(({ username }) => username === claims?.iss);
  if (claims === null) return googleError("invalid_grant", "Bad Request");
  if (account === undefined) return googleError("invalid_grant", accountMessage);
  if (!(await isSignedBy(assertion, account))) {
    return googleError("invalid_grant", signatureMessage);
  }
  const now = Math.floor(Date.now() / 1000);
  const { iat = 0, exp = 0 } = claims;
  const timely = Math.abs(iat - now) <= skewSeconds && exp > now && exp - iat <= 3600;
  if (!timely) return googleError("invalid_grant", timeMessage);
  if (claims.aud !== audience) {
    return googleError("invalid_grant", "Invalid JWT: Failed audience check.");
  }
  const scope = typeof claims["scope"] === "string" ? claims["scope"] : "";
  if (!scopes.includes(scope)) return googleError("invalid_scope", scopeMessage);
  const access_token = `ya29.c.${randomBytes(60).toString("base64url")}`;
  tokens.set(access_token, { account, scope, until: Date.now() + lifetimeSeconds * 1000 });
  return c.json({ access_token, expires_in: lifetimeSeconds, token_type: "Bearer" });
}

/** May a token of this scope read images? `devstorage` was enough for the old registry alone. */
export function readsImages(token: AccessToken): boolean {
  return token.scope.startsWith(platform) && token.until > Date.now();
}

function readClaims(assertion: string): JWTPayload | null {
  try {
    const [, payload = ""] = assertion.split(".");
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as JWTPayload;
  } catch {
    return null;
  }
}

async function isSignedBy(assertion: string, account: Account): Promise<boolean> {
  // A deleted or disabled key is answered like a wrong one.
  if (account.expired === true) return false;
  try {
    const { kid } = decodeProtectedHeader(assertion);
    // Without an id Google tries all keys of the account.
    if (kid !== undefined && kid !== account.keyId) return false;
    // Times are judged apart, since Google answers them apart.
    await jwtVerify(assertion, createPublicKey(account.secret), {
      algorithms: ["RS256"],
      currentDate: new Date((readClaims(assertion)?.iat ?? 0) * 1000),
    });
    return true;
  } catch {
    return false;
  }
}
