import { managers, type RegistryView, type SecretReplace } from "@berth/api-contract";
import type { Check } from "../../store/rows.ts";
import { auditEntry } from "../audit-entry.ts";
import { imagesInUseOf } from "../checks/check-view.ts";
import { notProven } from "../checks/images-in-use.ts";
import { isPassed, requireProof } from "../checks/proof.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { sealSecret } from "../secrets/seal.ts";
import { expiryOf } from "./expiry.ts";
import { readSecret, type SecretForm } from "./form.ts";
import { requireRegistry } from "./get.ts";
import { healthFromCheck } from "./health.ts";
import { registryView } from "./registry-view.ts";
import { savedForm } from "./saved-form.ts";
import { registryRefusal, versionConflict } from "./write-refusals.ts";

/**
 * Puts a proven secret in the old one's place: it opened an image, and every image in use that the old one
 * opens. An unproven one only with a reason, which is kept.
 */
export async function replaceSecret(
  ctx: MemberContext,
  id: string,
  input: SecretReplace,
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const before = await requireRegistry(ctx, id);
  if (before.version !== input.version) throw versionConflict(ctx, before);
  const form = readSecret(savedForm(before), input.secret);
  const { check, unproven } = await requireProofOrReason(ctx, input, form);
  const target = { registryId: id, version: (before.secret?.version ?? 0) + 1 };
  const secret = await sealSecret(ctx, target, form);
  const result = await ctx.store.registries.replaceSecret({
    organizationId: ctx.organization.id,
    id,
    version: input.version,
    secret,
    expiry: expiryOf(form, input.expiryAt, ctx.clock()),
    health: healthFromCheck(check, form),
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
      ...(unproven === null ? [] : overrideFields(unproven, input.reasonUnchecked)),
    ]),
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result);
  ctx.pullCredentials.forget(id);
  return await registryView(ctx, result.registry);
}

function keepUntil(now: number, hours: number): number | null {
  return hours === 0 ? null : now + hours * 3_600_000;
}

/** The passed check, if there is one, and what is not proven: null where a check proved everything. */
async function requireProofOrReason(
  ctx: MemberContext,
  { checkId, reasonUnchecked }: SecretReplace,
  form: SecretForm,
): Promise<{ check: Check | null; unproven: string[] | null }> {
  const { check, unproven } = await provenBy(ctx, checkId ?? null, form);
  if (unproven === null || reasonUnchecked !== undefined) return { check, unproven };
  const [first = "", ...others] = unproven;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  throw validationFailed([
    {
      path: "reasonUnchecked",
      code: "reason-required",
      message:
        check === null
          ? "The new secret has not passed a check. Test it first, or say why it should be used anyway."
          : `The new secret is not proven for ${first}${more}, which workers pull. Test another one, or say why it should be used anyway.`,
    },
  ]);
}

async function provenBy(
  ctx: MemberContext,
  checkId: string | null,
  form: SecretForm,
): Promise<{ check: Check | null; unproven: string[] | null }> {
  const none = { check: null, unproven: [] };
  if (checkId === null) return none;
  const check = await requireProof(ctx, checkId, "new-secret", form);
  if (!isPassed(check)) return none;
  const images = notProven(imagesInUseOf(check.trace)).map(({ image }) => image);
  return { check, unproven: images.length === 0 ? null : images };
}

function overrideFields(unproven: readonly string[], reason: string | undefined) {
  return [
    { field: "reasonUnchecked", before: null, after: reason ?? null },
    ...(unproven.length === 0
      ? []
      : [{ field: "imagesNotProven", before: null, after: unproven.join(", ") }]),
  ];
}
