import type { RegistryView } from "@berth/api-contract";
import {
  registryType,
  registryTypes,
  type PullThroughCache,
  type Settings,
} from "@berth/registry-catalog";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";

export interface Cache {
  title: string;
  cache: PullThroughCache;
  settings: Settings;
  type: string;
}

/** Registries of this organization that can keep copies of an upstream's images, apart from the one they are on. */
export function ownCaches(registries: readonly RegistryView[], upstream: string): Cache[] {
  return registries.flatMap(({ name, type, host, settings }) => {
    const known = (settings ?? {}) as Settings;
    const cache = registryType(type)?.pullThroughCache?.(known) ?? null;
    return cache === null || host === upstream || cache.fetchesFrom?.(upstream) === false
      ? []
      : [{ title: name, cache, settings: known, type }];
  });
}

/** The kinds of registry that the organization has none of. */
export function otherCaches(own: readonly Cache[], upstream: string): Cache[] {
  const settings = { preset: "harbor" };
  return registryTypes.flatMap((type) => {
    const { slug } = type;
    const cache = type.pullThroughCache?.(settings) ?? null;
    if (cache === null || cache.fetchesFrom?.(upstream) === false) return [];
    if (own.some((one) => one.type === slug)) return [];
    const title = slug === "standard" ? "Harbor" : registryTypeName(slug);
    return [{ title, cache, settings, type: slug }];
  });
}

/**
 * What a mapping to the best cache there is would say, as far as it is known: gaps stand in angle quotes, and
 * where the organization has no cache of its own nothing is said.
 */
export function mappingTo(registries: readonly RegistryView[], upstream: string): string | null {
  const [own] = ownCaches(registries, upstream);
  if (own === undefined) return null;
  return own.cache
    .prefix(own.settings, upstream)
    .map((part) => (part.kind === "text" ? part.text : `‹${part.label}›`))
    .join("");
}
