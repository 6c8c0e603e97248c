import { registryType, type RegistryType } from "@berth/registry-catalog";
import { validationFailed } from "../errors.ts";

/** What the catalog knows of a type; types that this version lacks are refused with words. */
export function requireType(slug: string): RegistryType {
  const type = registryType(slug);
  if (type !== undefined) return type;
  throw validationFailed([
    {
      path: "type",
      code: "unknown-type",
      message: "This version of Berth does not know this registry type yet.",
    },
  ]);
}
