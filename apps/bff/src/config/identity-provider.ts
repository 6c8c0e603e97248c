import type { z } from "zod";
import type { IdentityProviderSettings } from "../auth/identity-provider.ts";
import type { variables } from "./variables.ts";

type Values = z.infer<typeof variables>;

const needed = [
  "BERTH_OIDC_CLIENT_ID",
  "BERTH_OIDC_CLIENT_SECRET",
  "BERTH_OIDC_AUTHORIZATION_URL",
  "BERTH_OIDC_TOKEN_URL",
  "BERTH_OIDC_KEYS_URL",
] as const;

/**
 * The identity provider as its variables describe it; null without an issuer. Every endpoint is given, so that nothing
 * is asked of the provider at a start.
 */
export function readIdentityProvider(
  values: Values,
): { ok: true; provider: IdentityProviderSettings | null } | { ok: false; problems: string[] } {
  const issuer = values.BERTH_OIDC_ISSUER;
  if (issuer === undefined) return { ok: true, provider: null };
  const {
    BERTH_OIDC_CLIENT_ID: clientId,
    BERTH_OIDC_CLIENT_SECRET: clientSecret,
    BERTH_OIDC_AUTHORIZATION_URL: authorizationUrl,
    BERTH_OIDC_TOKEN_URL: tokenUrl,
    BERTH_OIDC_KEYS_URL: keysUrl,
  } = values;
  if (
    clientId === undefined ||
    clientSecret === null ||
    authorizationUrl === undefined ||
    tokenUrl === undefined ||
    keysUrl === undefined
  ) {
    const missing = needed.filter((name) => (values[name] ?? null) === null);
    return {
      ok: false,
      problems: missing.map((name) => `${name} is needed with BERTH_OIDC_ISSUER.`),
    };
  }
  return {
    ok: true,
    provider: {
      name: values.BERTH_OIDC_NAME ?? new URL(issuer).host,
      issuer,
      clientId,
      clientSecret,
      authorizationUrl,
      tokenUrl,
      keysUrl,
      userInfoUrl: values.BERTH_OIDC_USERINFO_URL ?? null,
    },
  };
}
