import type { Session } from "@berth/api-contract";
import { endsOf } from "../../auth/session-lifetime.ts";
import type { Membership, SupportVisit, VisitedOrganization } from "../../store/rows.ts";
import type { PersonContext } from "../context.ts";
import { mayCreateOrganization } from "../organizations/create.ts";
import { iso } from "../time.ts";

type SessionOrganization = Session["organizations"][number];

/** Who somebody is and where they belong, as it stands in the database now. */
export async function sessionView(ctx: PersonContext): Promise<Session> {
  const { person, store } = ctx;
  const now = ctx.clock();
  const memberships = await store.people.organizationsOf(person.id);
  const own = memberships.map(({ organization }) => organization.id);
  const visitors = await store.supportStaff.openVisits(own, now);
  const visits = await store.supportStaff.visitsOf(person.id, now);
  const ends = endsOf(ctx.session);
  return {
    user: {
      id: person.id,
      name: person.name,
      email: person.email,
      hasPassword: (await store.people.passwordHash(person.id)) !== null,
    },
    organizations: [
      ...memberships.map((membership) => ofMember(membership, visitors)),
      ...visits.filter(({ organization }) => !own.includes(organization.id)).map(ofVisitor),
    ],
    isSupportStaff: await store.supportStaff.has(person.id),
    mayCreateOrganization: mayCreateOrganization(ctx, memberships),
    at: iso(now),
    idleEndsAt: iso(ends.idleAt),
    endsAt: iso(ends.at),
  };
}

function ofMember(
  { organization: { id, slug, name }, role, secondFactor }: Membership,
  visitors: readonly SupportVisit[],
): SessionOrganization {
  return {
    id,
    slug,
    name,
    role,
    secondFactor,
    visit: null,
    visitors: visitors
      .filter(({ organizationId }) => organizationId === id)
      .map(({ person, endsAt }) => ({ name: person.name, endsAt: iso(endsAt) })),
  };
}

function ofVisitor({
  organization: { id, slug, name },
  visit,
  hasSecondFactor,
}: VisitedOrganization): SessionOrganization {
  return {
    id,
    slug,
    name,
    role: "support",
    secondFactor: hasSecondFactor ? "present" : "missing",
    visit: { endsAt: iso(visit.endsAt) },
    visitors: [],
  };
}
