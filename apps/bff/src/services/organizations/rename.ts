import type { OrganizationUpdate } from "@berth/api-contract";
import type { Organization } from "../../store/rows.ts";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound, validationFailed } from "../errors.ts";

/** Machines go on: what they are given names no organization. Addresses that people have kept end with the old slug. */
export async function renameOrganization(
  ctx: MemberContext,
  { name, slug }: OrganizationUpdate,
): Promise<Organization> {
  requireRole(ctx, ["owner"]);
  const { organization, store } = ctx;
  const { id } = organization;
  const changes = changedFields(
    { name: organization.name, slug: organization.slug },
    { name, slug },
  );
  if (changes.length === 0) return organization;
  const renamed = await store.organizations.rename({
    organization: { id, name, slug },
    audit: auditEntry(ctx, "organization.rename", { kind: "organization", id, name }, changes),
  });
  if (renamed.ok) return { id, name, slug };
  if (renamed.reason === "not_found") throw notFound();
  throw validationFailed([{ path: "slug", message: "This can't be had here. Choose another." }]);
}
