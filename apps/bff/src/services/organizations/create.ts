import { randomInt } from "node:crypto";
import type { OrganizationCreate } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import type { Membership, Organization } from "../../store/rows.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { PersonContext } from "../context.ts";
import { forbidden } from "../errors.ts";
import { slugOf } from "../session/slug.ts";

const slugLengthMax = 40;
const triesMax = 5;

/** Whoever owns an organization may make another, where the operator lets them. */
export function mayCreateOrganization(
  { newOrganizations }: Pick<PersonContext, "newOrganizations">,
  memberships: readonly Membership[],
): boolean {
  return newOrganizations === "owners" && memberships.some(({ role }) => role === "owner");
}

/** Makes an organization with a key of its own; whoever makes it is its owner. */
export async function createOrganization(
  ctx: PersonContext,
  { name }: OrganizationCreate,
): Promise<Organization> {
  const { person, store, vault } = ctx;
  if (!mayCreateOrganization(ctx, await store.people.organizationsOf(person.id))) {
    throw forbidden();
  }
  const at = ctx.clock();
  for (let tries = 0; tries < triesMax; tries += 1) {
    const id = newId("org", at);
    const organization = { id, slug: slugFor(name, tries), name };
    const created = await store.organizations.create({
      organization,
      ownerId: person.id,
      memberId: newId("mem", at),
      orgKey: await vault.newOrgKey(id, at),
      at,
      audit: auditEntry(
        ctx,
        "organization.create",
        { kind: "organization", id, name },
        newFields({ name, slug: organization.slug, owner: person.name }),
      ),
    });
    if (created.ok) return organization;
  }
  throw new Error("no free name for addresses was found");
}

/** Behind a name that is taken stands a number by chance, which says nothing of how many there are. */
function slugFor(name: string, tries: number): string {
  const slug = slugOf(name);
  if (tries === 0) return slug;
  const suffix = `-${randomInt(1000, 10_000)}`;
  return `${slug.slice(0, slugLengthMax - suffix.length).replace(/-+$/, "")}${suffix}`;
}
