import { managers, type SecuritySettings } from "@berth/api-contract";
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
  requireRole(ctx, ["owner"]);
  const { store, organization, person } = ctx;
  const before = await getSecuritySettings(ctx);
  const changes = changedFields(before, settings);
  if (changes.length === 0) return before;
  if (settings.managersNeedSecondFactor) {
    if (!hasSecondFactor(await store.secondFactors.read(person.id))) throw ownFactorFirst();
  }
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

/** Whoever asks others for it has shown that it works, and is not the first to be locked out. */
function ownFactorFirst(): AppError {
  return new AppError(
    "conflict",
    "Your own account has no second factor, so this would lock you out. Set one up on the page of your account first.",
  );
}
