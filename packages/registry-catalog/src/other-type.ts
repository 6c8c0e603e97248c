import { registryTypes, specificTypeOf } from "./catalog.ts";
import type { Notice } from "./issue.ts";
import type { RegistryType } from "./registry-type.ts";
import { textSetting, type Settings } from "./values.ts";

/** Says so where a standard registry's host belongs to a type that knows more about it. */
export function otherTypeNotices(
  type: Pick<RegistryType<string>, "slug">,
  settings: Settings,
  types: readonly RegistryType[] = registryTypes,
): readonly Notice[] {
  const host = textSetting(settings, "host");
  if (type.slug !== "standard" || host === "") return [];
  const better = specificTypeOf(host, types);
  if (better === null) return [];
  return [
    {
      path: "settings.host",
      code: "other-type",
      tone: "warning",
      message: `\`${host}\` is ${better.name}. With that type Berth signs in the way it wants, and hands out narrower credentials.`,
      fix: { kind: "type", label: `Use the type ${better.name}`, type: better.slug },
    },
  ];
}
