import type { Context } from "hono";
import { findAccount, mayPull, type Access, type Account } from "../accounts.ts";
import { readAuthorization } from "../server/authorization.ts";
import type { FakeEnv } from "../server/fake-env.ts";
import type { Grant, TokenSigner } from "./token-signer.ts";

export type TokenServiceOptions = {
  access: Access;
  signer: TokenSigner;
  lifetimeSeconds: number;
  /** Accounts that may also push, by user name, beside those that say so themselves. */
  mayPush?: ((username: string) => boolean) | undefined;
};

/**
 * Answers `GET /token` as the distribution spec asks: a right secret always gets a token, which
 * grants the part of the asked scopes that the account has, possibly nothing.
 */
export async function answerTokenRequest(
  c: Context<FakeEnv>,
  options: TokenServiceOptions,
): Promise<Response> {
  const { access, signer, lifetimeSeconds } = options;
  const presented = readAuthorization(c.req.header("authorization"));
  let account: Account | null = null;
  if (presented.scheme === "basic") {
    account = findAccount(access, presented.username, presented.secret);
    if (account === null) return rejected("incorrect username or password");
    if (account.expired === true) return rejected("personal access token is expired");
  } else if (presented.scheme !== "none") {
    return rejected("unsupported authorization");
  }
  if (c.req.query("service") !== signer.service) {
    return c.json({ details: "service is not known here" }, 400);
  }
  const grants = (c.req.queries("scope") ?? [])
    .flatMap((scope) => scope.split(" "))
    .map((scope) => grantOf(scope, account, options))
    .filter((grant) => grant !== null);
  const token = await signer.sign(account?.username ?? "", grants, lifetimeSeconds);
  const issued_at = new Date().toISOString();
  return c.json({ token, access_token: token, expires_in: lifetimeSeconds, issued_at });
}

function grantOf(
  scope: string,
  account: Account | null,
  options: TokenServiceOptions,
): Grant | null {
  const parts = /^([a-z]+):(.+):([a-z,*]+)$/.exec(scope);
  const [, type, name, wanted] = parts ?? [];
  if (type !== "repository" || name === undefined || wanted === undefined) return null;
  const pull = mayPull(options.access, account, name);
  const push =
    account !== null && (account.push === true || options.mayPush?.(account.username) === true);
  const actions = wanted
    .split(",")
    .filter((action) => (action === "pull" && pull) || (action === "push" && push));
  return actions.length === 0 ? null : { type, name, actions };
}

function rejected(details: string): Response {
  return Response.json({ details }, { status: 401 });
}
