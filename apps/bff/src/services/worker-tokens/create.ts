import { managers, type WorkerTokenCreate, type WorkerTokenCreated } from "@berth/api-contract";
import { createWorkerToken as mintToken } from "../../auth/worker-token.ts";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { daysAfter, iso } from "../time.ts";
import { workerTokenView } from "./token-view.ts";

/** The answer is the only place where the token itself ever stands. */
export async function createWorkerToken(
  ctx: MemberContext,
  input: WorkerTokenCreate,
): Promise<WorkerTokenCreated> {
  requireRole(ctx, managers);
  const at = ctx.clock();
  const id = newId("wtk", at);
  const { name, project } = input;
  const { token, prefix, hash } = mintToken();
  const expiresAt = daysAfter(at, input.expiresInDays);
  const result = await ctx.store.workerTokens.create({
    token: {
      id,
      organizationId: ctx.organization.id,
      name,
      prefix,
      hash,
      project,
      createdAt: at,
      createdBy: ctx.person.id,
      expiresAt,
    },
    audit: auditEntry(
      ctx,
      "worker-token.create",
      { kind: "worker-token", id, name },
      newFields({ name, project, expiresAt: iso(expiresAt) }),
    ),
  });
  if (!result.ok) {
    throw validationFailed([{ path: "project", message: "There is no such project." }]);
  }
  return { workerToken: workerTokenView(result.token, at), token };
}
