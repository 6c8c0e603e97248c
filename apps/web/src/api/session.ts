import type { Role, Session } from "@berth/api-contract";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { call } from "./client.ts";

export type OrganizationMembership = Session["organizations"][number];

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => call("GET /session", { signal }),
  staleTime: 60_000,
});

/** Who is signed in. For pages below the organization frame, which has made sure that somebody is. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Which organization was found at an address: one that is given another address is still that one. */
const idsBySlug = new Map<string, string>();

/** The organization that an address stands for; its own slug may be another one since. */
export function organizationAt(
  { organizations }: Session,
  slug: string,
): OrganizationMembership | undefined {
  const found = organizations.find((one) => one.slug === slug);
  if (found) idsBySlug.set(slug, found.id);
  return found ?? organizations.find(({ id }) => id === idsBySlug.get(slug));
}

/** The organization of the address, with the person's role in it. Throws outside `/o/:org`. */
export function useOrganization(): OrganizationMembership {
  const { org = "" } = useParams();
  const membership = organizationAt(useSession(), org);
  if (!membership) throw new Error("No organization here: this page stands outside /o/:org.");
  return membership;
}

/** `may(role, managers)`: is the role one of those? */
export function may(role: Role, allowed: readonly Role[]): boolean {
  return allowed.includes(role);
}

export const roleWords: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  support: "Support",
  member: "Member",
};

/** Whether the instance still waits for its owner. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => call("GET /setup", { signal }),
});
