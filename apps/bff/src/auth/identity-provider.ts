import type { Transport } from "@berth/registry-client";
import * as oidc from "openid-client";
import type { Secret } from "../secret-text.ts";
import { fetchThrough, UnreachableError } from "./fetch-through.ts";

export type IdentityProviderSettings = {
  /** What the button says. */
  name: string;
  /** Exactly as the provider names itself. */
  issuer: string;
  clientId: string;
  clientSecret: Secret;
  authorizationUrl: string;
  tokenUrl: string;
  keysUrl: string;
  userInfoUrl: string | null;
};

/** What belongs to one attempt and stays with the browser that began it. */
export type SignInAttempt = { state: string; nonce: string; verifier: string };

/** Somebody as the provider vouches for them. `email` is null unless the provider has verified it. */
export type VouchedIdentity = {
  issuer: string;
  subject: string;
  email: string | null;
  name: string | null;
};

export type IdentityProvider = {
  name: string;
  issuer: string;
  begin(redirectUrl: URL): Promise<{ url: URL; attempt: SignInAttempt }>;
  /**
   * `answered` is the redirect address with the query that came back.
   * @throws {IdentityProviderError} and nothing else.
   */
  finish(answered: URL, attempt: SignInAttempt): Promise<VouchedIdentity>;
};

export class IdentityProviderError extends Error {
  override readonly name = "IdentityProviderError";
  readonly reason: "cancelled" | "unreachable" | "refused";

  /** `detail` goes to the log: a code of the library or of the protocol, never what was sent. */
  constructor(reason: IdentityProviderError["reason"], detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
  }
}

/** What an id token may be signed with: asymmetric, and nothing that is known to be weak (ASVS 9.1.2). */
const algorithms = [
  "RS256",
  "PS256",
  "ES256",
  "RS384",
  "PS384",
  "ES384",
  "RS512",
  "PS512",
  "ES512",
  "EdDSA",
];
const timeoutSeconds = 10;

/**
 * OpenID Connect with the authorization code flow, PKCE, state and nonce; the id token's signature, issuer, audience and
 * times are checked. Nothing is asked of the provider before somebody signs in, so it may be down at a start.
 */
export function createIdentityProvider(
  settings: IdentityProviderSettings,
  transport: Transport,
): IdentityProvider {
  const { issuer, clientId, clientSecret, authorizationUrl, tokenUrl, keysUrl, userInfoUrl } =
    settings;
  const config = new oidc.Configuration(
    {
      issuer,
      authorization_endpoint: authorizationUrl,
      token_endpoint: tokenUrl,
      jwks_uri: keysUrl,
      ...(userInfoUrl === null ? {} : { userinfo_endpoint: userInfoUrl }),
      id_token_signing_alg_values_supported: algorithms,
    },
    clientId,
    {},
    oidc.ClientSecretBasic(clientSecret.reveal()),
  );
  config[oidc.customFetch] = fetchThrough(transport);
  config.timeout = timeoutSeconds;
  oidc.enableNonRepudiationChecks(config);
  // Whether plain text may leave is the outbound policy's to say, and it says no unless the operator opened it.
  if ([tokenUrl, keysUrl, userInfoUrl].some((url) => url?.startsWith("http:"))) {
    oidc.allowInsecureRequests(config);
  }

  return {
    name: settings.name,
    issuer,

    async begin(redirectUrl) {
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUrl.href,
        scope: "openid email profile",
        response_type: "code",
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
      });
      return { url, attempt };
    },

    async finish(answered, { state, nonce, verifier }) {
      try {
        const tokens = await oidc.authorizationCodeGrant(config, answered, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new IdentityProviderError("refused", "no id token");
        const known =
          userInfoUrl === null || typeof claims["email"] === "string"
            ? claims
            : await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
        return {
          issuer,
          subject: claims.sub,
          email: known["email_verified"] === true ? textOf(known["email"]) : null,
          name: textOf(known["name"]),
        };
      } catch (err) {
        throw toError(err);
      }
    },
  };
}

function textOf(claim: unknown): string | null {
  return typeof claim === "string" && claim.trim() !== "" ? claim.trim() : null;
}

function toError(err: unknown): IdentityProviderError {
  if (err instanceof IdentityProviderError) return err;
  if (err instanceof oidc.AuthorizationResponseError) {
    return new IdentityProviderError(
      err.error === "access_denied" ? "cancelled" : "refused",
      "answered with an error",
    );
  }
  if (err instanceof oidc.ResponseBodyError)
    return new IdentityProviderError("refused", "token request refused");
  if (causes(err).some((one) => one instanceof UnreachableError)) {
    return new IdentityProviderError("unreachable", "no answer");
  }
  const code =
    err instanceof Error && "code" in err && typeof err.code === "string" ? err.code : "unknown";
  return new IdentityProviderError("refused", /^[A-Z_]{1,60}$/.test(code) ? code : "unknown");
}

function causes(err: unknown): unknown[] {
  return err instanceof Error ? [err, ...causes(err.cause)] : [];
}
