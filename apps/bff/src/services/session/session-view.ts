import type { Session } from "@berth/api-contract";
import type { Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";

/** Who somebody is and where they belong, as it stands in the database now. */
export async function sessionView(ctx: PublicContext, person: Person): Promise<Session> {
  const memberships = await ctx.store.people.organizationsOf(person.id);
  return {
    user: { id: person.id, name: person.name, email: person.email },
    organizations: memberships.map(({ organization: { id, slug, name }, role }) => ({
      id,
      slug,
      name,
      role,
    })),
  };
}
