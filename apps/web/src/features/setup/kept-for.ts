import { registryType } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import type { KnownStart } from "./setup-answers.ts";

/** What another type can read in what was typed so far: the image, a host, a token. */
export function keptFor(
  slug: string,
  { testImage, settings, secret }: RegistryFormValues,
): KnownStart | null {
  const type = registryType(slug);
  const texts = [testImage, ...Object.values(settings), ...Object.values(secret)];
  for (const text of texts) {
    const known = typeof text === "string" && text !== "" ? type?.readPasted(text) : null;
    if (known) return known;
  }
  return null;
}
