import { managers, type SecuritySettings } from "@berth/api-contract";
import type { OrganizationMember } from "../../store/rows.ts";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { hasSecondFactor } from "../session/has-second-factor.ts";

export async function getSecuritySettings(ctx: MemberContext): Promise<SecuritySettings> {
  requireRole(ctx, managers);
  const { store, organization } = ctx;
  return {
    managersNeedSecondFactor: await store.security.managersNeedSecondFactor(organization.id),
  };
}

/** Counts from everybody's next request on: each one reads it. */
export async function setSecuritySettings(
  ctx: MemberContext,
  settings: SecuritySettings,
): Promise<SecuritySettings> {
  if (ctx.apiToken === undefined) requireRole(ctx, ["owner"]);
  const { store, organization } = ctx;
  const before = await getSecuritySettings(ctx);
  const changes = changedFields(before, settings);
  if (changes.length === 0) return before;
  if (settings.managersNeedSecondFactor) await requireSomebodyInside(ctx);
  else if (ctx.apiToken !== undefined) throw notByToken();
  const { id, name } = organization;
  await store.security.setManagersNeedSecondFactor({
    organizationId: id,
    needed: settings.managersNeedSecondFactor,
    audit: auditEntry(
      ctx,
      "organization.set-security",
      { kind: "organization", id, name },
      changes,
    ),
  });
  return settings;
}

/** Whoever asks others for it has shown that it works, and is not the first to be locked out; for a token an owner has. */
async function requireSomebodyInside({
  store,
  apiToken,
  organization,
  person,
}: MemberContext): Promise<void> {
  if (apiToken === undefined) {
    if (!hasSecondFactor(await store.secondFactors.read(person.id))) throw ownFactorFirst();
    return;
  }
  const members = await store.members.list(organization.id);
  const inside = ({ role, hasApp, hasPasskey }: OrganizationMember) =>
    role === "owner" && (hasApp || hasPasskey);
  if (!members.some(inside)) throw ownersFactorFirst();
}

function ownFactorFirst(): AppError {
  return new AppError(
    "conflict",
    "Your own account has no second factor, so this would lock you out. Set one up on the page of your account first.",
  );
}

function ownersFactorFirst(): AppError {
  return new AppError(
    "conflict",
    "None of the owners has a second factor yet, so this would lock all of them out. One of them sets one up on the page of their account first.",
  );
}

/** A token that leaked could take away with one request what it is there for. */
function notByToken(): AppError {
  return new AppError(
    "forbidden",
    "No API token may stop asking for a second factor. An owner does that under Settings › Security.",
  );
}
