import { managers, type WorkerTokenCreated, type WorkerTokenRotate } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { iso } from "../time.ts";
import { mintWorkerToken } from "./new-token.ts";

const hourMs = 3_600_000;

/** Two tokens of one scope overlap, so that workers can change over without a pull failing. Never three. */
export async function rotateWorkerToken(
  ctx: MemberContext,
  id: string,
  input: WorkerTokenRotate,
): Promise<WorkerTokenCreated> {
  requireRole(ctx, managers);
  const tokens = await ctx.store.workerTokens.list(ctx.organization.id);
  const older = tokens.find((one) => one.id === id);
  if (older === undefined) throw notFound();
  const { fields, answer } = mintWorkerToken(ctx, input);
  const olderEndsAt = Math.min(older.expiresAt, fields.createdAt + input.overlapHours * hourMs);
  const result = await ctx.store.workerTokens.rotate({
    organizationId: ctx.organization.id,
    id,
    olderEndsAt,
    token: fields,
    audit: auditEntry(ctx, "worker-token.rotate", { kind: "worker-token", id, name: older.name }, [
      { field: "successor", before: null, after: fields.id },
      { field: "expiresAt", before: iso(older.expiresAt), after: iso(olderEndsAt) },
      { field: "delivery", before: null, after: input.delivery },
    ]),
  });
  if (result.ok) return answer(result.token);
  if (result.reason === "not_found") throw notFound();
  throw new AppError(
    result.reason === "not_active" ? "conflict" : "already_rotated",
    refusals[result.reason],
  );
}

const refusals = {
  not_active: "Only a token that works can be rotated. Create a new one instead.",
  already_rotated:
    "Another token takes over from this one already. Rotate that one, or revoke it first.",
  older_active:
    "The token that this one took over from still works. Revoke it first, or wait until it has ended: no more than two may overlap.",
} as const;
