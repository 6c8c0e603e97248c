import type { Pasted, RegistryType } from "./registry-type.ts";
import type { Settings } from "./values.ts";
import { typeList } from "./type-list.generated.ts";

/** The registry types that every part of Berth knows, in the order of the type picker. */
export const registryTypes: readonly RegistryType[] = typeList.toSorted(
  (a, b) => a.place - b.place,
);

/** The type of this slug; undefined where there is none. */
export function registryType(slug: string): RegistryType | undefined {
  return registryTypes.find((type) => type.slug === slug);
}

/** What to call a registry before anybody has named it, at most 60 characters. */
export function suggestedName(type: RegistryType, settings: Settings): string {
  const name = type.suggestName?.(settings) ?? type.defaultHost(settings) ?? type.name;
  return name.slice(0, 60);
}

/**
 * The type that knows more about a host than the standard one, such as AWS ECR about
 * `123456789012.dkr.ecr.eu-west-1.amazonaws.com`; null where none does.
 */
export function specificTypeOf(
  host: string,
  types: readonly RegistryType[] = registryTypes,
): RegistryType | null {
  return (
    types.find((type) => type.slug !== "standard" && type.readPasted(`${host}/`) !== null) ?? null
  );
}

/**
 * Reads whatever an admin pasted first: an image, a login line, an address, a key file. The most
 * specific type wins, the standard one comes last. A secret in the text is handed back apart; it must
 * stay in memory. Null where nothing was recognised.
 */
export function detectType(
  text: string,
  types: readonly RegistryType[] = registryTypes,
): Pasted | null {
  const standardLast = types.toSorted(
    (a, b) => Number(a.slug === "standard") - Number(b.slug === "standard"),
  );
  for (const type of standardLast) {
    const pasted = type.readPasted(text);
    if (pasted !== null) return pasted;
  }
  return null;
}
