import type { RegistryView } from "@berth/api-contract";
import type { TestedRegistry } from "#src/domain-ui/pattern-tester/tested-registry.ts";

export function testedRegistryOf(registry: RegistryView): TestedRegistry {
  const { id, name, type, settings, hostRule, paused } = registry;
  return { id, name, type, settings: settings ?? {}, hostRule, paused };
}
