import { managers, type ApiTokenCreate, type ApiTokenCreated } from "@berth/api-contract";
import { createApiToken as mint } from "../../auth/api-token.ts";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { daysAfter, iso } from "../time.ts";
import { apiTokenView } from "./token-view.ts";

/** The answer is the only place where the token itself ever stands. */
export async function createApiToken(
  ctx: MemberContext,
  input: ApiTokenCreate,
): Promise<ApiTokenCreated> {
  requireRole(ctx, managers);
  const at = ctx.clock();
  const { name } = input;
  const scopes = [...new Set(input.scopes)];
  const { token, prefix, hash } = mint();
  const id = newId("atk", at);
  const expiresAt = daysAfter(at, input.expiresInDays);
  const created = await ctx.store.apiTokens.create({
    token: {
      id,
      organizationId: ctx.organization.id,
      name,
      prefix,
      hash,
      scopes,
      createdAt: at,
      createdBy: ctx.person.id,
      expiresAt,
    },
    audit: auditEntry(
      ctx,
      "api-token.create",
      { kind: "api-token", id, name },
      newFields({ name, scopes, expiresAt: iso(expiresAt) }),
    ),
  });
  return { apiToken: apiTokenView(created.token, at), token };
}
