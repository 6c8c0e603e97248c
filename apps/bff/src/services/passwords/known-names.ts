import type { PasswordContext } from "../../auth/password-weakness.ts";
import type { Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";

/** The names that stand near somebody's password: their own, their address, and those of their organizations. */
export async function knownNames(
  { store }: PublicContext,
  { id, name, email }: Person,
): Promise<PasswordContext> {
  const memberships = await store.people.organizationsOf(id);
  return [name, email, ...memberships.map(({ organization }) => organization.name)];
}
