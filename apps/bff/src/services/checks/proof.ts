import type { BindingField, SecretValues } from "@berth/registry-catalog";
import type { Check, CheckWithTrace } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { proofOf } from "../secrets/proof-of.ts";

const validMs = 30 * 60_000;

/**
 * The finished check that tested exactly this destination with exactly this secret, half an hour ago at
 * most. Throws `check_outdated` for any other.
 */
export async function requireProof(
  ctx: MemberContext,
  checkId: string,
  subject: Check["subject"],
  form: { binding: readonly BindingField[]; secret: SecretValues },
): Promise<CheckWithTrace> {
  const check = await ctx.store.checks.get(ctx.organization.id, checkId);
  const proof = await proofOf(ctx, form);
  const fits =
    check?.status === "finished" &&
    check.subject === subject &&
    check.proof === proof &&
    check.finishedAt !== null &&
    check.finishedAt + validMs >= ctx.clock();
  if (fits) return check;
  throw new AppError(
    "check_outdated",
    "What was checked is no longer what would be saved. Run the check again.",
  );
}

/** Whether a check proved access. */
export function isPassed({ outcome }: Pick<Check, "outcome">): boolean {
  return outcome === "ok" || outcome === "ok_but_public";
}
