import type { SetupInput } from "@berth/api-contract";
import type { ClientFacts } from "../../auth/auth.ts";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { AppError, tooMany } from "../errors.ts";
import { refuseCrowd } from "./crowd.ts";
import { beginSession, type SignedIn } from "./begin.ts";
import { requireStrongPassword } from "../passwords/require-strong.ts";
import { slugOf } from "./slug.ts";

/** Makes the first person, their organization and its key, all or nothing, and signs them in. */
export async function completeSetup(
  ctx: PublicContext,
  input: SetupInput,
  client: ClientFacts,
): Promise<SignedIn> {
  const attempt = { account: "setup", address: ctx.address };
  const turn = await ctx.throttle.begin(attempt).catch(refuseCrowd);
  if (!turn.ok) {
    throw tooMany("rate_limited", "Too many attempts. Wait a moment.", turn.retryAfterMs);
  }
  if (!(await ctx.store.setup.required())) throw setupDone();
  if (!ctx.setupToken.matches(input.token)) {
    throw new AppError(
      "setup_token_invalid",
      "This setup link is not the current one. Open the link that the server printed at its last start.",
    );
  }
  requireStrongPassword(input.password, {
    field: "password",
    context: [input.name, input.email, input.organizationName],
  });
  const at = ctx.clock();
  const person = { id: newId("usr", at), name: input.name, email: input.email.toLowerCase() };
  const organization = {
    id: newId("org", at),
    slug: slugOf(input.organizationName),
    name: input.organizationName,
  };
  const passwordHash = await ctx.auth.hashPassword(input.password);
  const result = await ctx.store.setup.createOwner({
    person,
    account: { id: newId("acc", at), passwordHash },
    organization,
    memberId: newId("mem", at),
    orgKey: await ctx.vault.newOrgKey(organization.id, at),
    at,
    audit: auditEntry(
      { ...ctx, person },
      "organization.create",
      { kind: "organization", id: organization.id, name: organization.name },
      newFields({ name: organization.name, slug: organization.slug, owner: person.name }),
    ),
  });
  if (!result.ok) throw setupDone();
  await ctx.throttle.succeeded(attempt);
  return await beginSession(ctx, await ctx.auth.sessionFor(person, client));
}

function setupDone(): AppError {
  return new AppError("setup_done", "This Berth is already set up. Sign in instead.");
}
