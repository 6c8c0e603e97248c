import type { BindingField, SecretValues } from "@berth/registry-catalog";
import type { SealedSecret } from "../../store/rows.ts";
import { bindingHash } from "../../vault/aad.ts";
import { withSecret } from "../../vault/secret.ts";
import type { MemberContext } from "../context.ts";
import { secretParts } from "./parts.ts";
import { orSealed } from "./sealed.ts";

/** Seals a checked secret for one registry, one version and one destination. */
export async function sealSecret(
  { vault, organization }: Pick<MemberContext, "vault" | "organization">,
  target: { registryId: string; version: number },
  form: { secret: SecretValues; binding: readonly BindingField[] },
): Promise<SealedSecret> {
  const binding = bindingHash(form.binding);
  const fields: Record<string, Buffer> = {};
  for (const [field, value] of Object.entries(form.secret)) {
    const sealing = withSecret(Buffer.from(value, "utf8"), (plaintext) =>
      vault.seal(
        {
          organizationId: organization.id,
          registryId: target.registryId,
          secretVersion: target.version,
          field,
          binding,
        },
        plaintext,
      ),
    );
    fields[field] = await orSealed(sealing);
  }
  const fingerprint = await orSealed(vault.fingerprint(organization.id, secretParts(form.secret)));
  return { version: target.version, fingerprint, fields };
}
