import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** From now on workers pull these images under their own names again. */
export async function removeImageMapping(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const organizationId = ctx.organization.id;
  const list = await ctx.store.imageMappings.list(organizationId);
  const mapping = list.find((one) => one.id === id);
  if (mapping === undefined) throw notFound();
  const { from, to } = mapping;
  const result = await ctx.store.imageMappings.remove({
    organizationId,
    id,
    at: ctx.clock(),
    audit: auditEntry(ctx, "image-mapping.delete", { kind: "image-mapping", id, name: from }, [
      { field: "from", before: from, after: null },
      { field: "to", before: to, after: null },
    ]),
  });
  if (!result.ok) throw notFound();
}
