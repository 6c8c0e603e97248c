import type { HostRule } from "@berth/image-pattern";
import type { RegistryType, Settings } from "@berth/registry-catalog";

/** The host by which people recognise a registry; with a star where it has no single one. */
export function shownHost(form: {
  type: RegistryType;
  settings: Settings;
  hostRule: HostRule;
}): string {
  const { hostRule } = form;
  const first = hostRule.kind === "exact" ? hostRule.hosts[0] : hostRule.pattern;
  return form.type.defaultHost(form.settings) ?? first ?? "";
}
