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
const userScope = "applied-permissions/user";
/** What users may ask for at most, and get where they ask for nothing. */
const tokenSecondsMax = 31_536_000;

/** Artifactory's own token: for one image of one repository. */
type Bearer = { account: Account; key: string; image: string };

type Asked = { username?: string; scope?: string; expires_in?: number };

/**
 * JFrog Artifactory with the repository's key in the path, and in the host where that says so. An
 * account without `access:tokens` among what it lacks may make access tokens for itself, of the scope of its
 * user alone: others are for admins.
 * @see https://jfrog.com/help/r/jfrog-rest-apis/create-scoped-token
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
  const bearers = new Map<string, Bearer>();
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
    return bearers.get(presented.token)?.account ?? minter ?? messages.unknown;
  };
  return {
    tokenPaths: [tokenPath],
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      const account = owner(presented);
      if (typeof account === "string") {
        return jfrogError(401, account, { "www-authenticate": challengeOf(c, call) });
      }
      const bearer = presented.scheme === "bearer" ? bearers.get(presented.token) : undefined;
      const { key, image } = placeOf(c, call);
      if (bearer !== undefined && "repository" in call) {
        const elsewhere = bearer.key !== key || bearer.image !== image;
        if (elsewhere) return jfrogError(403, messages.denied);
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
        if (c.req.query("service") !== serviceOf(c)) return jfrogError(400, "Unknown service");
        const image = /^repository:(.+):pull$/.exec(c.req.query("scope") ?? "")?.[1] ?? "";
        const token = randomBytes(120).toString("base64url");
        bearers.set(token, { account, key: c.req.param("key") ?? "", image });
        return c.json({ token, access_token: token, expires_in: lifetimeSeconds });
      });
      registry.post(tokenPath, () => jfrogError(401, messages.anonymous));
      registry.post("/access/api/v1/tokens", async (c) => {
        const account = owner(readAuthorization(c.req.header("authorization")));
        if (typeof account === "string") return jfrogError(401, account);
        if (account.lacks?.includes("access:tokens") === true) {
          return jfrogError(403, "User is not permitted to create tokens");
        }
        if (c.req.header("content-type") !== "application/json") {
          return jfrogError(415, "Unsupported Media Type");
        }
        const asked = await c.req.json<Asked>();
        const scope = asked.scope ?? userScope;
        const own = scopeOfToken(account.secret) ?? "";
        const admin = own === "applied-permissions/admin";
        const forSelf = (asked.username ?? account.username) === account.username;
        if (!admin && (own !== userScope || scope !== userScope || !forSelf)) {
          return jfrogError(403, "The requested token details are forbidden");
        }
        const limited = asked.expires_in !== undefined && asked.expires_in > tokenSecondsMax;
        if (!admin && limited) return jfrogError(403, "The requested token details are forbidden");
        const expires_in = asked.expires_in ?? tokenSecondsMax;
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
  const service = serviceOf(c);
  const { key, image } = placeOf(c, call);
  const realm = `${new URL(c.req.url).protocol}//${service}/artifactory/api/docker/${key}/v2/token`;
  const scope =
    c.req.method === "HEAD" || call.kind === "base" ? "" : `,scope="repository:${image}:pull"`;
  return `Bearer realm="${realm}",service="${service}"${scope}`;
}

function serviceOf(c: Context<FakeEnv>): string {
  const host = c.req.header("host") ?? "";
  return /:\d+$/.test(host) ? host : `${host}:443`;
}

/** The key of the repository, in the host or before the first slash, and the image in it. */
function placeOf(c: Context<FakeEnv>, call: RegistryCall): { key: string; image: string } {
  const repository = "repository" in call ? call.repository : "docker-local";
  const inHost = /^[a-z0-9]+-([a-z0-9-]+)\.jfrog\.io$/.exec(c.req.header("host") ?? "")?.[1];
  if (inHost !== undefined) return { key: inHost, image: repository };
  const slash = repository.indexOf("/");
  if (slash === -1) return { key: repository, image: repository };
  return { key: repository.slice(0, slash), image: repository.slice(slash + 1) };
}
