import { emailSchema } from "@berth/api-contract";
import type { IdentityProvider, VouchedIdentity } from "../../auth/identity-provider.ts";
import { newId } from "../../ids.ts";
import type { Person } from "../../store/rows.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { toldEverywhere } from "./told-everywhere.ts";

/**
 * The person behind an identity. The first time it is found by its address, if the provider has verified that: somebody
 * who has an account here, or who was invited. Nobody else gets in by being known to the provider.
 */
export async function personVouchedFor(
  ctx: PublicContext,
  provider: IdentityProvider,
  identity: VouchedIdentity,
): Promise<Person> {
  const known = await ctx.store.singleSignOn.find(identity);
  if (known !== null) return known;
  const { email } = identity;
  if (email === null) {
    throw new AppError(
      "sign_in_failed",
      `${provider.name} does not say that it has verified your e-mail address, so Berth can't tell who you are here.`,
    );
  }
  // Only what people here can have: in small letters the Kelvin sign is a "k", and the address somebody else's.
  if (!emailSchema.safeParse(email).success) throw unknownHere(provider);
  const person = await ctx.store.people.getByEmail(email);
  return person === null
    ? await join(ctx, provider, identity, email)
    : await link(ctx, provider, identity, person);
}

async function link(
  ctx: PublicContext,
  provider: IdentityProvider,
  identity: VouchedIdentity,
  person: Person,
): Promise<Person> {
  const at = ctx.clock();
  const linked = await ctx.store.singleSignOn.link({
    identity,
    personId: person.id,
    accountId: newId("acc", at),
    at,
    audit: await toldEverywhere(
      { ...ctx },
      person,
      "account.link-single-sign-on",
      newFields({ provider: provider.name }),
    ),
  });
  if (!linked.ok) {
    const meanwhile = await ctx.store.singleSignOn.find(identity);
    if (meanwhile?.id === person.id) return meanwhile;
    throw new AppError(
      "sign_in_failed",
      `Your account in Berth belongs to another account at ${provider.name}. Sign in there with that one.`,
    );
  }
  notifyByMail(
    ctx,
    accountNotice({
      to: person.email,
      what: `Your account in Berth can now be opened by signing in with ${provider.name}`,
      remedy: "tell whoever runs Berth at once.",
    }),
  );
  return person;
}

async function join(
  ctx: PublicContext,
  provider: IdentityProvider,
  identity: VouchedIdentity,
  email: string,
): Promise<Person> {
  const at = ctx.clock();
  const invitations = await ctx.store.singleSignOn.invitationsOf(email, at);
  if (invitations.length === 0) throw unknownHere(provider);
  const name = nameOf(identity, email);
  const person = { id: newId("usr", at), name, email: email.toLowerCase() };
  const joined = await ctx.store.singleSignOn.join({
    identity,
    person,
    accountId: newId("acc", at),
    at,
    joins: invitations.map(({ invitation }) => ({
      invitationId: invitation.id,
      memberId: newId("mem", at),
      audit: auditEntry(
        { ...ctx, person },
        "member.join",
        { kind: "person", id: person.id, name },
        newFields({
          email: person.email,
          role: invitation.role,
          invitedBy: invitation.invitedBy?.name ?? null,
          provider: provider.name,
        }),
      ),
    })),
  });
  if (joined.ok) return person;
  // They came twice at once, from two browsers, and the other one was sooner.
  const meanwhile = await ctx.store.singleSignOn.find(identity);
  if (meanwhile === null) throw unknownHere(provider);
  return meanwhile;
}

/** A name as people write it; the provider's stands in sentences and logs like any other. */
function nameOf({ name }: VouchedIdentity, email: string): string {
  const printed = (name ?? "").replaceAll(/\p{C}/gu, "").trim();
  // The cut may go through a letter.
  const clean = printed.slice(0, 100).replace(/\p{Cs}$/u, "");
  return clean === "" ? email.slice(0, email.indexOf("@")).slice(0, 100) : clean;
}

function unknownHere({ name }: IdentityProvider): AppError {
  return new AppError(
    "sign_in_failed",
    `${name} knows you, but nobody has invited your address to Berth. Ask an admin of your organization for an invitation.`,
  );
}
