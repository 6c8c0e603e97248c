import type { RegistryType, Settings } from "@berth/registry-catalog";

type Given = Readonly<Record<string, unknown>>;

/**
 * The settings of a request, with those that nobody types: the organization's id wherever a type asks
 * for it, since an external id that a request could choose would open another organization's role; and
 * what was read from the saved secret. What the request says of them is dropped.
 */
export function withSupplied(
  type: Pick<RegistryType, "settings">,
  given: Given,
  organizationId: string,
  saved: Settings,
): Given {
  const settings: Record<string, unknown> = { ...given };
  for (const { name, supplied } of type.settings) {
    if (supplied === undefined) continue;
    delete settings[name];
    const value = supplied === "organization" ? organizationId : saved[name];
    if (value !== undefined) settings[name] = value;
  }
  return settings;
}
