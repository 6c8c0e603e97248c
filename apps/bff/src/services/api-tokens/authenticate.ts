import type { Access } from "@berth/api-contract";
import { hashApiToken, isApiToken } from "../../auth/api-token.ts";
import type { MemberContext, PublicContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { stateOf } from "./token-view.ts";

type MemberAccess = Extract<Access, { who: "member" }>;

const touchEveryMs = 60_000;

/**
 * Finds the organization behind a token for automation. Unknown, expired and revoked ones get the same
 * answer, another organization's address that of a missing thing; a scope that is missing is named, because
 * the token's holder has to have it widened.
 */
export async function authenticateApiToken(
  ctx: PublicContext,
  token: string,
  { slug, access }: { slug: string; access: MemberAccess },
): Promise<MemberContext> {
  if (!isApiToken(token)) throw tokenUnknown();
  const apiToken = await ctx.store.apiTokens.findByHash(hashApiToken(token));
  const now = ctx.clock();
  if (apiToken === null || stateOf(apiToken, now) !== "active") throw tokenUnknown();
  const organization = await ctx.store.people.organization(apiToken.organizationId);
  if (organization === null) throw tokenUnknown();
  if (organization.slug !== slug) throw notFound();
  const { scope } = access;
  if (scope === undefined) throw closed();
  if (!apiToken.scopes.includes(scope)) throw tooNarrow(scope);
  if (now - (apiToken.lastUsedAt ?? 0) > touchEveryMs) {
    ctx.background.run("last use of an API token", () =>
      ctx.store.apiTokens.touch(organization.id, apiToken.id, now),
    );
  }
  const { id, name } = apiToken;
  return {
    ...ctx,
    organization,
    // What only reads is answered as Support is, where Support may read it at all.
    role: scope.endsWith(":read") && access.roles.includes("support") ? "support" : "admin",
    person: { id, name, email: "" },
    apiToken,
  };
}

function tokenUnknown(): AppError {
  return new AppError(
    "token_invalid",
    "This API token is not known, has expired or was revoked. Ask an admin for a new one.",
  );
}

function closed(): AppError {
  return new AppError("forbidden", "This is for people: no API token may do it.");
}

function tooNarrow(scope: string): AppError {
  return new AppError(
    "forbidden",
    `This API token lacks the scope ${scope}. Ask an admin for one that has it.`,
  );
}
