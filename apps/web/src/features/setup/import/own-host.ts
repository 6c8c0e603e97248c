import { hostRuleAllows } from "@berth/image-pattern";
import type { RegistryType, Settings } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";

/**
 * A secret out of a file is for the host that it stood under. With another host in the form it would be sent
 * there, so it must be entered again. Null where all is well.
 */
export function foreignHostIssue(
  type: RegistryType,
  values: Pick<RegistryFormValues, "settings" | "secret">,
  imported: { host: string; secret: Readonly<Record<string, string>> },
): { path: string; message: string } | null {
  const rule = type.hostRule(values.settings as Settings);
  if (rule === null || hostRuleAllows(rule, imported.host)) return null;
  const taken = new Set(Object.values(imported.secret).filter((text) => text !== ""));
  const [field] = Object.entries(values.secret).find(([, text]) => taken.has(text)) ?? [];
  if (field === undefined) return null;
  return {
    path: `secret.${field}`,
    message: `This secret stands in the file for ${imported.host}. Put that host back, or enter the secret of the other one.`,
  };
}
