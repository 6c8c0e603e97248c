import type { Session } from "@berth/api-contract";
import { endsOf } from "../../auth/session-lifetime.ts";
import type { PersonContext } from "../context.ts";
import { mayCreateOrganization } from "../organizations/create.ts";
import { iso } from "../time.ts";

/** Who somebody is and where they belong, as it stands in the database now. */
export async function sessionView(ctx: PersonContext): Promise<Session> {
  const { person } = ctx;
  const memberships = await ctx.store.people.organizationsOf(person.id);
  const ends = endsOf(ctx.session);
  return {
    user: {
      id: person.id,
      name: person.name,
      email: person.email,
      hasPassword: (await ctx.store.people.passwordHash(person.id)) !== null,
    },
    organizations: memberships.map(({ organization: { id, slug, name }, role, secondFactor }) => ({
      id,
      slug,
      name,
      role,
      secondFactor,
    })),
    mayCreateOrganization: mayCreateOrganization(ctx, memberships),
    at: iso(ctx.clock()),
    idleEndsAt: iso(ends.idleAt),
    endsAt: iso(ends.at),
  };
}
