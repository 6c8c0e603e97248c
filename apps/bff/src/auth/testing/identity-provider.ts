import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { Secret } from "../../secret-text.ts";
import type { IdentityProviderSettings } from "../identity-provider.ts";

const client = { id: "berth", secret: "secret-of-the-client-at-the-provider" };

/** Everybody there is whoever they say they are; an address that begins with this is not verified. */
export const unverified = "unverified.";

export type TestIdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>;

/** A certified OpenID Connect provider on loopback, with one client. */
export async function startIdentityProvider(
  redirectUrl: URL | (() => URL),
  { port = 0 }: { port?: number } = {},
) {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: ["https://berth.example/sign-in/callback"],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        id_token_signed_response_alg: "ES256",
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    // Keys of its own: another one's must not fit.
    jwks: { keys: [{ ...createKey(), use: "sig", alg: "ES256" }] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    cookies: { keys: ["a key of the test's provider"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id,
        email_verified: !id.startsWith(unverified),
        name: `${id.slice(0, id.indexOf("@"))} at work`,
      }),
    }),
    // What the client asks for was agreed to when it was registered.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? "",
        accountId: ctx.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  // The server that asks may get its port after this one.
  const allowed = () => (redirectUrl instanceof URL ? redirectUrl : redirectUrl()).href;
  provider.Client.prototype.redirectUriAllowed = (url) => url === allowed();
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));

  return {
    /** For the list of destinations that may be reached. */
    host,
    settings: {
      name: "Acme ID",
      issuer,
      clientId: client.id,
      clientSecret: new Secret(client.secret),
      authorizationUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      keysUrl: `${issuer}/jwks`,
      userInfoUrl: null,
    } satisfies IdentityProviderSettings,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function createKey() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ format: "jwk" });
}

/** What a browser does there, from the address Berth gave to the one it is sent back to. */
export async function signInThere(start: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  const go = async (url: string, form?: URLSearchParams): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      jar.set(name, value);
    }
    return answer;
  };
  const next = (answer: Response, from: string) =>
    new URL(answer.headers.get("location") ?? "", from).href;

  const page = next(await go(start), start);
  const form = new URLSearchParams({ prompt: "login", login, password: "anything" });
  let at = page;
  let answer = await go(page, form);
  const home = new URL(start).origin;
  for (let hops = 0; hops < 5; hops += 1) {
    at = next(answer, at);
    if (new URL(at).origin !== home) return new URL(at);
    answer = await go(at);
  }
  throw new Error("the provider sends nobody back");
}
