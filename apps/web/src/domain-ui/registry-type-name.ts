import type { RegistryTypeSlug } from "@berth/api-contract";
import { typeNames } from "@berth/registry-catalog/names";

/** Names alone: the catalogue itself would bring all that types know into every list. */
const inOrder = typeNames.toSorted((a, b) => a.place - b.place);
const bySlug = Object.fromEntries(inOrder.map((name) => [name.slug, name])) as Record<
  RegistryTypeSlug,
  (typeof typeNames)[number]
>;

/** For columns, where the full name would crowd out what tells two registries apart. */
export function registryTypeShortName(type: RegistryTypeSlug): string {
  return bySlug[type].shortName;
}

/** Every type, in the order people are offered them. */
export const registryTypeSlugs: readonly RegistryTypeSlug[] = inOrder.map(({ slug }) => slug);

/** A registry type's name. */
export function registryTypeName(type: RegistryTypeSlug): string {
  return bySlug[type].name;
}
