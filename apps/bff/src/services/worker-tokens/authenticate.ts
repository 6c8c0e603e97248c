import type { WorkerAction } from "@berth/api-contract";
import type { WorkerToken } from "../../store/rows.ts";
import type { PublicContext, WorkerContext } from "../context.ts";
import { AppError, tokenInvalid, tokenMissing } from "../errors.ts";
import { isInNetworks } from "./networks.ts";
import { stateOf } from "./token-view.ts";

/**
 * Finds the worker behind a token. Unknown, expired and revoked ones get the same answer; one that is used
 * from elsewhere or for something else than its scope allows is told so, because its holder has to mend it.
 */
export async function authenticateWorker(
  ctx: PublicContext,
  token: string | null,
  action: WorkerAction | null,
): Promise<WorkerContext> {
  if (token === null || !token.startsWith("brth_w_")) throw tokenMissing();
  const found = await ctx.knownOrganizations.ofToken(token);
  if (found === null || stateOf(found.token, ctx.clock()) !== "active") throw tokenInvalid();
  const { known, token: workerToken } = found;
  if (!isInNetworks(workerToken.scope.networks, ctx.address)) {
    await ctx.wrongNetworks.note(ctx, workerToken);
    throw wrongNetwork(workerToken, ctx.address);
  }
  if (action !== null && !workerToken.scope.actions.includes(action)) throw notAllowed(action);
  if (ctx.tokenUses.isDue(workerToken.id, workerToken.lastUsedAt)) {
    ctx.background.run("last use of a worker token", () =>
      ctx.store.workerTokens.touch(workerToken.organizationId, workerToken.id, ctx.clock()),
    );
  }
  return {
    ...ctx,
    organization: known.organization,
    workerToken,
    known,
    again: () => authenticateWorker(ctx, token, action),
    repeatKey: null,
  };
}

function wrongNetwork({ name }: WorkerToken, address: string | null): AppError {
  return new AppError(
    "forbidden",
    `This request came from ${address ?? "an unknown address"}, and the worker token '${name}' may be used from other networks only. An admin can make one for this network. Behind a reverse proxy, whoever runs Berth has to set BERTH_TRUSTED_PROXIES.`,
  );
}

function notAllowed(action: WorkerAction): AppError {
  return new AppError(
    "forbidden",
    `This worker token may not ${words[action]}. Ask an admin for one that may.`,
  );
}

const words: Record<WorkerAction, string> = {
  pull: "ask for what images need",
  "read-patterns": "read the organization's patterns",
  check: "check images",
};
