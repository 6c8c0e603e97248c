import type { RegistryUpdate } from "@berth/api-contract";
import {
  bindingFields,
  changedBinding,
  checkSecret,
  secretAgainMessage,
  secretFieldsOf,
  type BindingFieldName,
} from "@berth/registry-catalog";
import type { Expiry, Health, Registry } from "../../store/rows.ts";
import { requireProof } from "../checks/proof.ts";
import type { MemberContext } from "../context.ts";
import { AppError, validationFailed } from "../errors.ts";
import { fromIso } from "../time.ts";
import { expiryOf } from "./expiry.ts";
import { readSecret, readSettings, type PlainForm, type SecretForm } from "./form.ts";
import { healthFromCheck } from "./health.ts";
import { savedForm } from "./saved-form.ts";

/** What an update does to the destination of a registry's secret. */
export type Move = {
  form: PlainForm;
  settingsGiven: boolean;
  /** Set where the destination moves, so that the secret is sealed anew. */
  secret: SecretForm | null;
  health: Health | undefined;
  expiry: Expiry | undefined;
};

/**
 * Compares the destination before and after. One that moves needs the secret in the same request:
 * otherwise whoever may edit a host could have the stored secret sent to their own.
 */
export async function readMove(
  ctx: MemberContext,
  before: Registry,
  input: RegistryUpdate,
): Promise<Move> {
  const saved = savedForm(before);
  const form =
    input.settings === undefined
      ? saved
      : readSettings(ctx, saved.type, input.settings, saved.settings);
  const settingsGiven = input.settings !== undefined;
  const moved = changedBinding(
    bindingFields(saved.type, saved.settings),
    bindingFields(form.type, form.settings),
  );
  if (moved.length === 0) {
    if (isGiven(input.secret)) throw secretNotWanted();
    return { form, settingsGiven, secret: null, health: undefined, expiry: entered(input) };
  }
  const secret = requireSecret(form, input.secret, moved);
  const { checkId } = input;
  const check =
    checkId === null || checkId === undefined
      ? null
      : await requireProof(ctx, checkId, "form", secret);
  return {
    form: secret,
    settingsGiven: true,
    secret,
    health: healthFromCheck(check, form),
    expiry: expiryOf(secret, input.expiryAt, ctx.clock()),
  };
}

function requireSecret(
  form: PlainForm,
  given: RegistryUpdate["secret"],
  moved: readonly BindingFieldName[],
): SecretForm {
  // Where a role signs in, nothing is stored that could be sent to a new place.
  if (secretFieldsOf(form.type, form.settings).length === 0) return readSecret(form, {});
  const result = isGiven(given) ? checkSecret(form.type, form.settings, given) : null;
  const missing = result === null || (!result.ok && result.issues.some(isMissing));
  if (!missing) return readSecret(form, given ?? {});
  const message = secretAgainMessage(moved);
  throw new AppError("secret_required", message, {
    issues: secretFieldsOf(form.type, form.settings).map(({ name }) => ({
      path: `secret.${name}`,
      code: "secret-required",
      message,
    })),
  });
}

function isMissing({ code }: { code: string }): boolean {
  return code === "required";
}

/** Empty fields and the dots that forms show in place of a secret are no secret. */
function isGiven(secret: RegistryUpdate["secret"]): secret is Record<string, string> {
  return Object.values(secret ?? {}).some((value) => !/^[\s•●∙·*]*$/.test(value));
}

function entered({ expiryAt }: RegistryUpdate): Expiry | undefined {
  if (expiryAt === undefined) return undefined;
  return expiryAt === null
    ? { at: null, source: "unknown" }
    : { at: fromIso(expiryAt), source: "entered" };
}

function secretNotWanted(): AppError {
  const message =
    'The destination stays the same, so the saved secret does too. Use "Replace secret" to put a new one in its place.';
  return validationFailed([{ path: "secret", code: "not-wanted", message }]);
}
