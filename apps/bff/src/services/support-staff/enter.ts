import type { SupportVisitStart, SupportVisitStarted } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { PersonContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { hasSecondFactor } from "../session/has-second-factor.ts";
import { iso } from "../time.ts";
import { requireSupportStaff } from "./require.ts";
import { visitObject } from "./visit-view.ts";

const hourMs = 3_600_000;

/** Begins a visit. Nobody is let in whose password alone would be enough. */
export async function startSupportVisit(
  ctx: PersonContext,
  { organization: slug, reason, hours }: SupportVisitStart,
): Promise<SupportVisitStarted> {
  await requireSupportStaff(ctx);
  const { store, person } = ctx;
  if (!hasSecondFactor(await store.secondFactors.read(person.id))) throw secondFactorFirst();
  const organizations = await store.supportStaff.organizations();
  const organization = organizations.find((one) => one.slug === slug);
  if (organization === undefined) throw notFound();
  const at = ctx.clock();
  const id = newId("vis", at);
  const endsAt = at + hours * hourMs;
  const entered = await store.supportStaff.enter({
    visit: {
      id,
      organizationId: organization.id,
      personId: person.id,
      reason,
      startedAt: at,
      endsAt,
    },
    audit: auditEntry(
      { ...ctx, visit: { id, endsAt } },
      "support-visit.start",
      visitObject({ id, person }),
      newFields({ reason, until: iso(endsAt) }),
    ),
  });
  if (!entered.ok) throw refusal(entered.reason, organization.name);
  return { organization: { slug, name: organization.name }, endsAt: iso(endsAt) };
}

function secondFactorFirst(): AppError {
  return new AppError(
    "conflict",
    "Support staff need a second factor, and your account has none. Set one up on the page of your account first.",
  );
}

function refusal(
  reason: "not_found" | "closed" | "member" | "already_there",
  name: string,
): AppError {
  switch (reason) {
    case "closed":
      return new AppError(
        "conflict",
        `${name} lets no support staff in. Ask one of its owners to allow it on the page Security of its settings.`,
      );
    case "member":
      return new AppError("conflict", `You are a member of ${name}: open it as such.`);
    case "already_there":
      return new AppError("conflict", `You are in ${name} already. Leave it to enter anew.`);
    case "not_found":
      return notFound();
  }
}
