import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { requireRegistry } from "../registries/get.ts";

export async function removeExpectation(
  ctx: MemberContext,
  registryId: string,
  id: string,
): Promise<void> {
  requireRole(ctx, managers);
  const { name } = await requireRegistry(ctx, registryId);
  const list = await ctx.store.expectations.list(ctx.organization.id, registryId);
  const expectation = list.find((one) => one.id === id);
  if (expectation === undefined) throw notFound();
  const result = await ctx.store.expectations.remove({
    organizationId: ctx.organization.id,
    registryId,
    id,
    audit: auditEntry(ctx, "expectation.delete", { kind: "registry", id: registryId, name }, [
      { field: "image", before: expectation.image, after: null },
    ]),
  });
  if (!result.ok) throw notFound();
}
