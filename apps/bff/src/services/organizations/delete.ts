import type { OrganizationContents } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, notFound, validationFailed } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { organizationDeletedNotice } from "../mail/texts.ts";

export async function getOrganizationContents(ctx: MemberContext): Promise<OrganizationContents> {
  requireRole(ctx, ["owner"]);
  return await ctx.store.organizations.contents(ctx.organization.id, ctx.clock());
}

/** Deletes the organization with everything in it. `typed` is its name, from whoever means it. */
export async function deleteOrganization(ctx: MemberContext, typed: string): Promise<void> {
  requireRole(ctx, ["owner"]);
  const { organization, store, person } = ctx;
  const { id, name } = organization;
  if (typed.trim() !== name) {
    throw validationFailed([{ path: "name", message: `Type '${name}' to delete it.` }]);
  }
  const contents = await getOrganizationContents(ctx);
  const registries = await store.registries.list(id);
  const owners = (await store.members.list(id)).filter(({ role }) => role === "owner");
  ctx.liveChecks.cancelOf(id);
  const removed = await store.organizations.remove({
    organizationId: id,
    audit: auditEntry(ctx, "organization.delete", { kind: "organization", id, name }, [
      { field: "slug", before: organization.slug, after: null },
      ...Object.entries(contents).map(([field, before]) => ({ field, before, after: null })),
    ]),
  });
  if (!removed.ok) throw refusal(removed.reason);
  for (const registry of registries) ctx.pullCredentials.forget(registry.id);
  for (const { id: ownerId, email } of owners) {
    if (ownerId === person.id) continue;
    notifyByMail(
      ctx,
      organizationDeletedNotice({ to: email, organization: name, by: person.name }),
    );
  }
}

function refusal(reason: "not_found" | "last_organization"): AppError {
  if (reason === "not_found") return notFound();
  return new AppError(
    "conflict",
    "This is the only organization here, and only an owner of one can create another. Create the other one first.",
  );
}
