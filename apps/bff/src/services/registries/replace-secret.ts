import { managers, type RegistryView, type SecretReplace } from "@berth/api-contract";
import type { Check } from "../../store/rows.ts";
import { auditEntry } from "../audit-entry.ts";
import { isPassed, requireProof } from "../checks/proof.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { sealSecret } from "../secrets/seal.ts";
import { expiryOf } from "./expiry.ts";
import { readSecret, type SecretForm } from "./form.ts";
import { requireRegistry } from "./get.ts";
import { healthFromCheck, notChecked } from "./health.ts";
import { registryView } from "./registry-view.ts";
import { savedForm } from "./saved-form.ts";
import { registryRefusal, versionConflict } from "./write-refusals.ts";

/** Puts a proven secret in the old one's place; an unproven one only with a reason, which is kept. */
export async function replaceSecret(
  ctx: MemberContext,
  id: string,
  input: SecretReplace,
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  if (before.version !== input.version) throw versionConflict(ctx, before);
  const form = readSecret(savedForm(before), input.secret);
  const check = await requireProofOrReason(ctx, input, form);
  const target = { registryId: id, version: (before.secret?.version ?? 0) + 1 };
  const secret = await sealSecret(ctx, target, form);
  const result = await ctx.store.registries.replaceSecret({
    organizationId: ctx.organization.id,
    id,
    version: input.version,
    secret,
    expiry: expiryOf(form, input.expiryAt, ctx.clock()),
    health: check === null ? notChecked : healthFromCheck(check),
    settings: form.settings,
    identity: form.type.identity(form.settings),
    keepUntil: keepUntil(ctx.clock(), input.keepHours),
    checkId: input.checkId,
    by: ctx.person.id,
    at: ctx.clock(),
    audit: auditEntry(ctx, "registry.replace-secret", { kind: "registry", id, name: before.name }, [
      {
        field: "secret",
        before: `fingerprint ${before.secret?.fingerprint ?? "none"}`,
        after: `replaced, fingerprint ${secret.fingerprint}`,
      },
      { field: "oldSecretKeptHours", before: null, after: input.keepHours },
      ...(check === null
        ? [{ field: "reasonUnchecked", before: null, after: input.reasonUnchecked ?? null }]
        : []),
    ]),
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result);
  ctx.pullCredentials.forget(id);
  return await registryView(ctx, result.registry);
}

function keepUntil(now: number, hours: number): number | null {
  return hours === 0 ? null : now + hours * 3_600_000;
}

async function requireProofOrReason(
  ctx: MemberContext,
  { checkId, reasonUnchecked }: SecretReplace,
  form: SecretForm,
): Promise<Check | null> {
  if (checkId !== null && checkId !== undefined) {
    const check = await requireProof(ctx, checkId, "new-secret", form);
    if (isPassed(check)) return check;
  }
  if (reasonUnchecked !== undefined) return null;
  throw validationFailed([
    {
      path: "reasonUnchecked",
      code: "reason-required",
      message:
        "The new secret has not passed a check. Test it first, or say why it should be used anyway.",
    },
  ]);
}
