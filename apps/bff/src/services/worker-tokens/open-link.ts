import type { AuditAction, WorkerTokenOpened } from "@berth/api-contract";
import { hashLinkCode } from "../../auth/link-code.ts";
import { createWorkerToken } from "../../auth/worker-token.ts";
import type { AuditEntry, WorkerToken } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { iso } from "../time.ts";

/** Often enough to be seen, too seldom to fill the log. */
const alarmEveryMs = 60_000;

/**
 * Gives out the token behind a link, once. The token is minted here, so that before this moment there was
 * none to steal. Opening a used link is written down: one of the two was not meant to have the token.
 */
export async function openWorkerTokenLink(
  ctx: PublicContext,
  code: string,
): Promise<WorkerTokenOpened> {
  const found = await ctx.store.workerTokens.findByLink(hashLinkCode(code));
  if (found === null) throw notFound();
  const { organizationId, id } = found;
  const organization = await ctx.store.people.organization(organizationId);
  if (organization === null) throw notFound();
  const at = ctx.clock();
  const { token, prefix, hash } = createWorkerToken();
  const result = await ctx.store.workerTokens.openLink({
    organizationId,
    id,
    secret: { prefix, hash },
    at,
    audit: linkEntry(ctx, "worker-token.open-link", found, at),
  });
  if (result.ok) {
    const { name, expiresAt } = result.token;
    return { token, name, organization: { name: organization.name }, expiresAt: iso(expiresAt) };
  }
  if (result.reason === "not_found") throw notFound();
  if (result.reason === "ended") {
    throw new AppError(
      "link_ended",
      "This link has ended: it lives for 10 minutes. Ask an admin for a new token.",
    );
  }
  await alarm(ctx, found, at);
  throw new AppError(
    "link_ended",
    "This link was opened before, and it gives its token only once. If that was not you, tell an admin at once: somebody else has the token.",
  );
}

async function alarm(ctx: PublicContext, token: WorkerToken, at: number): Promise<void> {
  const last = token.link?.openedAgainAt ?? 0;
  if (at - last < alarmEveryMs) return;
  await ctx.store.workerTokens.noteLinkOpenedAgain({
    organizationId: token.organizationId,
    id: token.id,
    at,
    audit: linkEntry(ctx, "worker-token.link-opened-again", token, at),
  });
}

function linkEntry(
  ctx: PublicContext,
  action: AuditAction,
  { id, name }: WorkerToken,
  at: number,
): AuditEntry {
  return {
    action,
    // Whoever has the link: nobody signs in to open it.
    actor: { kind: "system", id: null, name: "Holder of the link" },
    object: { kind: "worker-token", id, name },
    changes: [],
    address: ctx.address,
    requestId: ctx.requestId,
    at,
  };
}
