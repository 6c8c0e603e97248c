import type { VisitableOrganization } from "@berth/api-contract";
import type { PersonContext } from "../context.ts";
import { isoOrNull } from "../time.ts";
import { requireSupportStaff } from "./require.ts";

/** Where support staff may go. Names alone: what is inside shows once they have entered. */
export async function listVisitableOrganizations(
  ctx: PersonContext,
): Promise<VisitableOrganization[]> {
  await requireSupportStaff(ctx);
  const { store, person } = ctx;
  const memberships = await store.people.organizationsOf(person.id);
  const visits = await store.supportStaff.visitsOf(person.id, ctx.clock());
  const own = new Set(memberships.map(({ organization }) => organization.id));
  const ends = new Map(visits.map(({ organization, visit }) => [organization.id, visit.endsAt]));
  const organizations = await store.supportStaff.organizations();
  return organizations.map(({ id, slug, name, open }) => {
    const endsAt = own.has(id) ? null : (ends.get(id) ?? null);
    const state = own.has(id) ? "member" : endsAt !== null ? "visiting" : open ? "open" : "closed";
    return { slug, name, state, endsAt: isoOrNull(endsAt) };
  });
}
