import type { Membership, Organization, Person } from "../rows.ts";

export type PeopleStore = {
  get(personId: string): Promise<Person | null>;
  /** Compares in lower case, as addresses are stored. */
  getByEmail(email: string): Promise<Person | null>;
  /** Ordered by name. */
  organizationsOf(personId: string): Promise<Membership[]>;
  /** The one look-up of every request: the organization behind a slug, if the person is in it. */
  membership(personId: string, slug: string): Promise<Membership | null>;
  /** Null for somebody who has no password. Only for comparing one. */
  passwordHash(personId: string): Promise<string | null>;
  organization(organizationId: string): Promise<Organization | null>;
  /** Every organization of the instance, ordered by slug. For the operator's commands. */
  organizations(): Promise<Organization[]>;
};
