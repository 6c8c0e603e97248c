import type { HostRule } from "@berth/image-pattern";
import {
  bindingFields,
  checkSecret,
  checkSettings,
  type BindingField,
  type RegistryType,
  type SecretValues,
  type Settings,
} from "@berth/registry-catalog";
import type { ServerIdentity } from "../../aws/server-identity.ts";
import { validationFailed } from "../errors.ts";
import { toIssues } from "./catalog-issues.ts";
import { withSupplied } from "./supplied.ts";

/** Settings that passed, in canonical form. */
export type PlainForm = { type: RegistryType; settings: Settings; hostRule: HostRule };
/** Settings and secret that fit each other, and what the secret will be bound to. */
export type SecretForm = PlainForm & { secret: SecretValues; binding: readonly BindingField[] };

type FormContext = {
  organization: { id: string };
  serverIdentity: Pick<ServerIdentity, "use">;
};
type Given = Readonly<Record<string, unknown>>;

/**
 * Checks a registry's settings, with those that nobody types put in. Throws `validation_failed` with
 * one issue per field.
 */
export function readSettings(
  { organization, serverIdentity }: FormContext,
  type: RegistryType,
  input: Given,
  saved: Settings = {},
): PlainForm {
  const result = checkSettings(type, withSupplied(type, input, organization.id, saved));
  if (!result.ok) throw validationFailed(toIssues(result.issues), summary);
  const refused = type.checkServerRole?.(result.settings, serverIdentity.use) ?? [];
  if (refused.length > 0) throw validationFailed(toIssues(refused), summary);
  return { type, settings: result.settings, hostRule: result.hostRule };
}

/** Checks a secret against settings that passed. The issues never repeat any of it. */
export function readSecret(form: PlainForm, input: Given): SecretForm {
  const { type } = form;
  const result = checkSecret(type, form.settings, input);
  if (!result.ok) throw validationFailed(toIssues(result.issues), summary);
  const { settings, secret } = result;
  const hostRule = type.hostRule(settings) ?? form.hostRule;
  return { type, settings, hostRule, secret, binding: bindingFields(type, settings) };
}

const summary = "Some fields can't be used as they are.";
