import type { AuditAction } from "@berth/api-contract";
import type { AuditChange, Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";
import { toldEverywhere } from "./told-everywhere.ts";

/** Writes down what a person did with their own account, or what was refused, where it changes nothing else. */
export async function tellEverywhere(
  ctx: PublicContext,
  person: Person,
  action: AuditAction,
  changes: readonly AuditChange[] = [],
): Promise<void> {
  for (const { organizationId, entry } of await toldEverywhere(ctx, person, action, changes)) {
    await ctx.store.audit.append(organizationId, entry);
  }
}
