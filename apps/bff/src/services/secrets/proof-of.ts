import type { BindingField, SecretValues } from "@berth/registry-catalog";
import type { MemberContext } from "../context.ts";
import { provenParts } from "./parts.ts";
import { orSealed } from "./sealed.ts";

/** Says which destination and secret a check is of, without telling either. */
export async function proofOf(
  { vault, organization }: Pick<MemberContext, "vault" | "organization">,
  form: { binding: readonly BindingField[]; secret: SecretValues },
): Promise<string> {
  return await orSealed(vault.proof(organization.id, provenParts(form.binding, form.secret)));
}
