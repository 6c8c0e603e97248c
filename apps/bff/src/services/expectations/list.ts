import { investigators, type ExpectationView } from "@berth/api-contract";
import type { Expectation } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireRegistry } from "../registries/get.ts";
import { iso } from "../time.ts";

export async function listExpectations(
  ctx: MemberContext,
  registryId: string,
): Promise<ExpectationView[]> {
  requireRole(ctx, investigators);
  await requireRegistry(ctx, registryId);
  const list = await ctx.store.expectations.list(ctx.organization.id, registryId);
  return list.map(expectationView);
}

export function expectationView({ id, image, createdAt, createdBy }: Expectation): ExpectationView {
  return { id, image, createdAt: iso(createdAt), createdBy };
}
