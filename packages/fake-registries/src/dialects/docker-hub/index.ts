import type { Context } from "hono";
import { findAccount, mayPull, type Account } from "../../accounts.ts";
import { readAuthorization } from "../../server/authorization.ts";
import { registryError } from "../../server/errors.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import { createTokenSigner, type Grant, type TokenSigner } from "../../tokens/token-signer.ts";
import { withHeaders } from "../../scenarios/scenario.ts";
import type { World } from "../../world.ts";
import type { Dialect, OpenDialect, RegistryCall } from "../dialect.ts";

const service = "registry.docker.io";
const lifetimeSeconds = 300;
const windowSeconds = 21_600;
const pullsOfStrangers = 100;
const pullsOfAccounts = 200;

/**
 * Docker Hub: a token service on another host, access tokens with a scope for the whole account, and
 * a pull limit that GET of a manifest counts against and HEAD doesn't. An account whose secret begins
 * with `dckr_oat_` is an organization's, which names the repositories it reaches.
 * @see https://docs.docker.com/docker-hub/usage/pulls/
 */
export const dockerHub: Dialect = {
  name: "docker-hub",
  about: "as Docker Hub: tokens from auth.docker.io, access tokens with scopes, a pull limit",
  names: {
    registry: ["registry-1.docker.io", "index.docker.io"],
    elsewhere: ["auth.docker.io"],
  },
  open,
};

async function open(world: World): Promise<OpenDialect> {
  const signer = await createTokenSigner("auth.docker.io", service);
  const left = new Map<string, number>();
  return {
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      // The registry takes tokens alone; a user name and secret sent to it count as nothing.
      if (presented.scheme !== "bearer") return unauthorized(world, call);
      const read = await signer.read(presented.token);
      if (read === null) return unauthorized(world, call, "invalid_token");
      if (call.kind === "base") return null;
      const granted = read.access.some(
        (grant) => grant.name === call.repository && grant.actions.includes("pull"),
      );
      return granted ? null : unauthorized(world, call, "insufficient_scope");
    },
    after: async (c, call, answer) => {
      if (call.kind !== "manifest" || !answer.ok) return answer;
      const presented = readAuthorization(c.req.header("authorization"));
      const read = presented.scheme === "bearer" ? await signer.read(presented.token) : null;
      return countPull(c.req.method, read?.subject ?? "", left, answer);
    },
    addRoutes: (_registry, elsewhere) => {
      elsewhere.get("/token", (c) => answerToken(c, world, signer));
    },
  };
}

/** Counts a GET, refuses it where nothing is left, and tells the rest in the headers of either. */
function countPull(
  method: string,
  subject: string,
  left: Map<string, number>,
  answer: Response,
): Response {
  const limit = subject === "" ? pullsOfStrangers : pullsOfAccounts;
  const before = left.get(subject) ?? limit;
  const after = method === "GET" ? before - 1 : before;
  const headers = limitHeaders(limit, Math.max(after, 0), subject);
  if (after < 0) {
    return registryError(429, "TOOMANYREQUESTS", rateLimitMessage, {
      headers: { ...headers, "retry-after": "11520" },
    });
  }
  left.set(subject, after);
  return withHeaders(answer, headers);
}

export const rateLimitMessage =
  "You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit";

/** Whom a pull without a sign-in is counted for. */
export const addressOfStrangers = "203.0.113.7";

export function limitHeaders(limit: number, remaining: number, source: string) {
  return {
    "ratelimit-limit": `${limit};w=${windowSeconds}`,
    "ratelimit-remaining": `${remaining};w=${windowSeconds}`,
    "docker-ratelimit-source": source === "" ? addressOfStrangers : source,
  };
}

async function answerToken(
  c: Context<FakeEnv>,
  world: World,
  signer: TokenSigner,
): Promise<Response> {
  const presented = readAuthorization(c.req.header("authorization"));
  let account: Account | null = null;
  if (presented.scheme === "basic") {
    account = findAccount(world.access, presented.username, presented.secret);
    if (account === null) return details("incorrect username or password");
    if (account.expired === true) return details("personal access token is expired");
  } else if (presented.scheme !== "none") {
    return details("unsupported authorization");
  }
  const wanted = (c.req.queries("scope") ?? []).map(readScope).filter((scope) => scope !== null);
  // A token with too small a scope is refused as a whole, not answered with what it does allow.
  if (account !== null && wanted.some((scope) => exceeds(account, scope))) {
    return details("access token has insufficient scopes");
  }
  const grants = wanted.flatMap((scope) => grantOf(world, account, scope));
  // A token for another service is issued all the same; the registry then answers invalid_token.
  const audience = c.req.query("service") ?? "";
  const token = await signer.sign(account?.username ?? "", grants, lifetimeSeconds, audience);
  const issued_at = new Date().toISOString();
  return c.json({ token, access_token: token, expires_in: lifetimeSeconds, issued_at });
}

function exceeds(account: Account, scope: Grant): boolean {
  return scope.actions.includes("push") && account.push !== true;
}

function grantOf({ access, store }: World, account: Account | null, scope: Grant): Grant[] {
  if (!store.has(scope.name) || !mayPull(access, account, scope.name)) return [];
  const own = account === null ? ["pull"] : ["pull", "push"];
  const actions = scope.actions.filter((action) => own.includes(action));
  return actions.length === 0 ? [] : [{ ...scope, actions }];
}

function readScope(scope: string): Grant | null {
  const [, name, actions] = /^repository:([^:]+):([a-z,*]+)$/.exec(scope) ?? [];
  if (name === undefined || actions === undefined) return null;
  return { type: "repository", name, actions: actions.split(",") };
}

export function details(text: string): Response {
  return Response.json({ details: text }, { status: 401 });
}

function unauthorized(world: World, call: RegistryCall, error?: string): Response {
  const named = "repository" in call;
  const scope = named ? `,scope="repository:${call.repository}:pull"` : "";
  const reason = error === undefined ? "" : `,error="${error}"`;
  const challenge = `Bearer realm="${world.elsewhere()}/token",service="${service}"${scope}${reason}`;
  return registryError(401, "UNAUTHORIZED", "authentication required", {
    detail: named
      ? [{ Type: "repository", Class: "", Name: call.repository, Action: "pull" }]
      : null,
    headers: { "www-authenticate": challenge },
  });
}
