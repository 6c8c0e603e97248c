import type { Context } from "hono";
import { findAccount, mayPull, type Account } from "../../accounts.ts";
import { readAuthorization, type Presented } from "../../server/authorization.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import { createTokenSigner, type Grant, type TokenSigner } from "../../tokens/token-signer.ts";
import type { World } from "../../world.ts";
import type { Dialect, OpenDialect, RegistryCall } from "../dialect.ts";
import { readForm } from "../../server/read-form.ts";
import { addEntra, fakeTenant, isGuid, readEntraToken, type Entra } from "./entra.ts";
import { acrError, oauthError } from "./errors.ts";

/** User name that goes with a token of the registry's own. */
const tokenUser = "00000000-0000-0000-0000-000000000000";
const accessSeconds = 75 * 60;
const refreshSeconds = 3 * 3600;

/**
 * Azure Container Registry with Entra beside it. An account whose user name is a GUID is a service
 * principal, any other one a repository-scoped token; `pull` names the repositories its role covers.
 * @see https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 */
export const azureContainerRegistry: Dialect = {
  name: "azure-container-registry",
  about: "as Azure Container Registry: its own token endpoints, and Entra on another host",
  names: {
    registry: ["fakeregistry.azurecr.io"],
    elsewhere: ["login.microsoftonline.com"],
  },
  open,
};

async function open(world: World): Promise<OpenDialect> {
  const service = () => new URL(world.origin()).host;
  const access = await createTokenSigner("Azure Container Registry", "access");
  const refresh = await createTokenSigner("Azure Container Registry", "refresh");
  const entra: Entra = { world, signer: await createTokenSigner("sts.windows.net", "acr") };
  const acr: Acr = { world, service, access, refresh, entra };
  return {
    tokenPaths: ["/oauth2/token"],
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      if (presented.scheme === "none") return unauthorized(acr, call);
      const grants = await grantsOf(acr, presented, call);
      if (grants instanceof Response) return grants;
      if (call.kind === "base") return null;
      const wanted = call.kind === "tags" ? "metadata_read" : "pull";
      const granted = grants.some(
        ({ name, actions }) => name === call.repository && actions.includes(wanted),
      );
      return granted ? null : unauthorized(acr, call, wanted);
    },
    addRoutes: (registry, elsewhere) => {
      registry.get("/oauth2/token", (c) => answerToken(c, acr));
      registry.post("/oauth2/token", (c) => answerRefresh(c, acr));
      registry.post("/oauth2/exchange", (c) => answerExchange(c, acr));
      addEntra(elsewhere, entra);
    },
  };
}

type Acr = {
  world: World;
  service: () => string;
  access: TokenSigner;
  refresh: TokenSigner;
  entra: Entra;
};

/** What somebody who presents this may do, or why he is refused. Basic works on the registry directly, too. */
async function grantsOf(
  acr: Acr,
  presented: Presented,
  call: RegistryCall,
): Promise<Grant[] | Response> {
  if (presented.scheme === "bearer") {
    return (await acr.access.verify(presented.token)) ?? unauthorized(acr, call, null);
  }
  if (presented.scheme !== "basic") return unauthorized(acr, call);
  const direct = await grantsInToken(acr, presented);
  if (direct !== null) return direct;
  const account = await signIn(acr, presented);
  if (account instanceof Response) return account;
  return "repository" in call
    ? grant(acr, account, `repository:${call.repository}:pull,metadata_read`)
    : [];
}

/** The account behind a user name and a password, which may be a refresh token. */
async function signIn(
  acr: Acr,
  { username, secret }: { username: string; secret: string },
): Promise<Account | Response> {
  const { access } = acr.world;
  if (username === tokenUser) {
    const owner = (await acr.refresh.read(secret))?.subject;
    const found = access.accounts.find((account) => account.username === owner);
    return found ?? invalidClient();
  }
  const known = access.accounts.some((account) => account.username === username);
  if (!known && !isGuid(username)) {
    return acrError(401, "UNAUTHORIZED", "authentication required, failed client id must be guid");
  }
  const account = findAccount(access, username, secret);
  return account === null || account.expired === true ? invalidClient() : account;
}

async function answerToken(c: Context<FakeEnv>, acr: Acr): Promise<Response> {
  const presented = readAuthorization(c.req.header("authorization"));
  if (c.req.query("service") !== acr.service()) return oauthError("invalid service");
  // Without anonymous pull, nobody gets a token for nothing.
  if (presented.scheme !== "basic" && presented.scheme !== "none") return invalidClient();
  const scopes = c.req.queries("scope") ?? [];
  const within = presented.scheme === "basic" ? await grantsInToken(acr, presented) : null;
  if (within !== null) return narrowed(c, acr, within, scopes);
  const account = presented.scheme === "none" ? null : await signIn(acr, presented);
  if (account instanceof Response) return account;
  if (account === null && acr.world.access.publicRepositories.length === 0) {
    return acrError(
      401,
      "UNAUTHORIZED",
      "authentication required, visit https://aka.ms/acr/authorization for more information.",
    );
  }
  return issue(c, acr, account, scopes);
}

/** What an access token in place of a password opens; null where it is none. */
async function grantsInToken(
  acr: Acr,
  { username, secret }: { username: string; secret: string },
): Promise<Grant[] | null> {
  return username === tokenUser ? await acr.access.verify(secret) : null;
}

/**
 * `docker login` takes an access token for one repository, and clients then buy tokens with it that open no more.
 * @see https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md#docker-login-with-acr-access-token---single-repository-scope
 */
async function narrowed(
  c: Context<FakeEnv>,
  acr: Acr,
  within: Grant[],
  scopes: string[],
): Promise<Response> {
  const grants = scopes.flatMap((scope) => {
    const [, name, wanted = ""] = /^repository:([^:]+):([a-z_,*]+)$/.exec(scope) ?? [];
    const actions = wanted
      .split(",")
      .filter((action) => within.some((one) => one.name === name && one.actions.includes(action)));
    return name === undefined || actions.length === 0
      ? []
      : [{ type: "repository", name, actions }];
  });
  return c.json({ access_token: await acr.access.sign("", grants, accessSeconds) });
}

/** `refresh_token` → access token for a scope. */
async function answerRefresh(c: Context<FakeEnv>, acr: Acr): Promise<Response> {
  const form = await readForm(c);
  if (form.get("grant_type") !== "refresh_token") return oauthError("unsupported grant type");
  if (form.get("service") !== acr.service()) return oauthError("invalid service");
  const owner = (await acr.refresh.read(form.get("refresh_token") ?? ""))?.subject;
  const account = acr.world.access.accounts.find(({ username }) => username === owner);
  if (account === undefined) return invalidClient();
  return issue(c, acr, account, form.getAll("scope"));
}

/** Entra's token → refresh token of the registry. */
async function answerExchange(c: Context<FakeEnv>, acr: Acr): Promise<Response> {
  const form = await readForm(c);
  if (form.get("grant_type") !== "access_token") return oauthError("unsupported grant type");
  if (form.get("service") !== acr.service()) return oauthError("invalid service");
  const owner = await readEntraToken(acr.entra, form.get("access_token") ?? "");
  const tenant = form.get("tenant");
  if (owner === null || (tenant !== null && tenant !== fakeTenant)) {
    return acrError(401, "UNAUTHORIZED", "AAD access token is invalid");
  }
  return c.json({ refresh_token: await acr.refresh.sign(owner, [], refreshSeconds) });
}

async function issue(
  c: Context<FakeEnv>,
  acr: Acr,
  account: Account | null,
  scopes: string[],
): Promise<Response> {
  const grants = scopes
    .flatMap((scope) => scope.split(" "))
    .flatMap((scope) => grant(acr, account, scope));
  // No expires_in: the token says it itself.
  return c.json({
    access_token: await acr.access.sign(account?.username ?? "", grants, accessSeconds),
  });
}

function grant({ world }: Acr, account: Account | null, scope: string): Grant[] {
  const [, name, wanted] = /^repository:([^:]+):([a-z_,*]+)$/.exec(scope) ?? [];
  if (name === undefined || wanted === undefined || !mayPull(world.access, account, name))
    return [];
  // A repository-scoped token for pulling has content/read alone.
  const principal = account !== null && isGuid(account.username);
  const own = [
    "pull",
    ...(account?.push === true ? ["push"] : []),
    ...(principal ? ["metadata_read"] : []),
  ];
  const actions = wanted.split(",").filter((action) => own.includes(action));
  return actions.length === 0 ? [] : [{ type: "repository", name, actions }];
}

export function invalidClient(): Response {
  return acrError(401, "UNAUTHORIZED", "Invalid clientid or client secret.");
}

/** `action`: what was missing although somebody signed in; null where the token itself is none of ours. */
function unauthorized(acr: Acr, call: RegistryCall, action?: string | null): Response {
  const named = "repository" in call;
  const scope = named ? `,scope="repository:${call.repository}:${action ?? "pull"}"` : "";
  const reason =
    action === undefined
      ? ""
      : `,error="${action === null ? "invalid_token" : "insufficient_scope"}"`;
  const realm = `${acr.world.origin()}/oauth2/token`;
  const message =
    "authentication required, visit https://aka.ms/acr/authorization for more information.";
  return acrError(401, "UNAUTHORIZED", message, {
    detail: named
      ? [{ Type: "repository", Name: call.repository, Action: action ?? "pull" }]
      : null,
    challenge: `Bearer realm="${realm}",service="${acr.service()}"${scope}${reason}`,
  });
}
