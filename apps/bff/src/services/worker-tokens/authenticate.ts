import { hashWorkerToken, isWorkerToken } from "../../auth/worker-token.ts";
import type { PublicContext, WorkerContext } from "../context.ts";
import { tokenInvalid } from "../errors.ts";
import { stateOf } from "./token-view.ts";

const touchEveryMs = 60_000;

/** Finds the worker behind a token. Unknown, expired and revoked ones get the same answer. */
export async function authenticateWorker(
  ctx: PublicContext,
  token: string | null,
): Promise<WorkerContext> {
  if (token === null || !isWorkerToken(token)) throw tokenInvalid();
  const workerToken = await ctx.store.workerTokens.findByHash(hashWorkerToken(token));
  const now = ctx.clock();
  if (workerToken === null || stateOf(workerToken, now) !== "active") throw tokenInvalid();
  const organization = await ctx.store.people.organization(workerToken.organizationId);
  if (organization === null) throw tokenInvalid();
  if (now - (workerToken.lastUsedAt ?? 0) > touchEveryMs) {
    ctx.background.run("last use of a worker token", () =>
      ctx.store.workerTokens.touch(workerToken.organizationId, workerToken.id, now),
    );
  }
  return { ...ctx, organization, workerToken };
}
