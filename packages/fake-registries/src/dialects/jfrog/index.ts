import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { findAccount, mayPull, type Account } from "../../accounts.ts";
import { readAuthorization, type Presented } from "../../server/authorization.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import type { World } from "../../world.ts";
import type { Dialect, OpenDialect, RegistryCall } from "../dialect.ts";
import { createJfrogToken, scopeOfToken } from "./access-token.ts";
import { jfrogError, messages } from "./errors.ts";

const tokenPath = "/artifactory/api/docker/:key/v2/token";
const lifetimeSeconds = 3600;

/**
 * JFrog Artifactory with the repository's key in the path, and in the host where that says so. An
 * account without `access:tokens` among what it lacks may make access tokens for itself.
 */
export const jfrog: Dialect = {
  name: "jfrog",
  about: "as JFrog Artifactory: a token endpoint per repository, scopes without its key",
  names: {
    registry: ["acme.jfrog.io", "acme-docker-local.jfrog.io"],
    elsewhere: [],
  },
  open,
};

function open(world: World): OpenDialect {
  const bearers = new Map<string, Account>();
  const minted = new Map<string, { account: Account; until: number }>();
  const signIn = ({ username, secret }: { username: string; secret: string }) => {
    const own = minted.get(secret);
    if (own !== undefined && own.until > Date.now() && own.account.username === username) {
      return own.account;
    }
    if (!world.access.accounts.some((account) => account.secret === secret)) return messages.wrong;
    const account = findAccount(world.access, username, secret);
    // The token's own user has to be the one who signs in with it.
    if (account === null) return messages.unknown;
    return account.expired === true ? messages.expired : account;
  };
  const owner = (presented: Presented): Account | string => {
    if (presented.scheme === "basic") return signIn(presented);
    if (presented.scheme !== "bearer") return messages.anonymous;
    const minter = world.access.accounts.find(({ secret }) => secret === presented.token);
    return bearers.get(presented.token) ?? minter ?? messages.unknown;
  };
  return {
    tokenPaths: [tokenPath],
    authorize: async (c, call) => {
      const account = owner(readAuthorization(c.req.header("authorization")));
      if (typeof account === "string") {
        return jfrogError(401, account, { "www-authenticate": challengeOf(c, call) });
      }
      if (call.kind === "base" || mayPull(world.access, account, call.repository)) return null;
      return jfrogError(403, messages.denied);
    },
    after: (_c, call, answer) =>
      call.kind === "manifest" && answer.status === 404
        ? jfrogError(404, messages.missing)
        : answer,
    addRoutes: (registry) => {
      registry.get(tokenPath, (c) => {
        const account = owner(readAuthorization(c.req.header("authorization")));
        if (typeof account === "string") return jfrogError(401, account);
        const token = randomBytes(120).toString("base64url");
        bearers.set(token, account);
        return c.json({ token, access_token: token, expires_in: lifetimeSeconds });
      });
      registry.post(tokenPath, () => jfrogError(401, messages.anonymous));
      registry.post("/access/api/v1/tokens", async (c) => {
        const account = owner(readAuthorization(c.req.header("authorization")));
        if (typeof account === "string") return jfrogError(401, account);
        if (account.lacks?.includes("access:tokens") === true) {
          return jfrogError(403, "User is not permitted to create tokens");
        }
        const asked = await c.req.json<{ scope?: string; expires_in?: number }>();
        const scope = asked.scope ?? "applied-permissions/user";
        if (scope !== scopeOfToken(account.secret) && scope !== "applied-permissions/user") {
          return jfrogError(403, "Only admins may ask for the scope of others");
        }
        const expires_in = asked.expires_in ?? 31_536_000;
        const until = Date.now() + expires_in * 1000;
        const user = account.username;
        const access_token = createJfrogToken({ user, scope, expiresAt: until });
        minted.set(access_token, { account, until });
        return c.json({ token_id: "fake", access_token, expires_in, scope, token_type: "Bearer" });
      });
    },
  };
}

/** The scope leaves the key out, and on HEAD and on `/v2/` it is missing altogether. */
function challengeOf(c: Context<FakeEnv>, call: RegistryCall): string {
  const host = c.req.header("host") ?? "";
  const withPort = /:\d+$/.test(host) ? host : `${host}:443`;
  const repository = "repository" in call ? call.repository : "docker-local";
  const inHost = /^[a-z0-9]+-([a-z0-9-]+)\.jfrog\.io$/.exec(host)?.[1];
  const slash = repository.indexOf("/");
  const key = inHost ?? (slash === -1 ? repository : repository.slice(0, slash));
  const image = inHost === undefined ? repository.slice(slash + 1) : repository;
  const realm = `${new URL(c.req.url).protocol}//${withPort}/artifactory/api/docker/${key}/v2/token`;
  const scope =
    c.req.method === "HEAD" || call.kind === "base" ? "" : `,scope="repository:${image}:pull"`;
  return `Bearer realm="${realm}",service="${withPort}"${scope}`;
}
