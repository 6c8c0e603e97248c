import { registryType } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import type { KnownStart } from "./setup-answers.ts";

/** What another type can read in what was typed so far: the image, a host, a token. */
export function keptFor(
  slug: string,
  { testImage, settings, secret }: RegistryFormValues,
): KnownStart | null {
  const type = registryType(slug);
  // What was recognised counts most. A choice such as `plain` is no host, though it could be an image's name.
  const hosts = Object.values(settings).filter(
    (value) => typeof value === "string" && /[./:]/.test(value),
  );
  const texts = [...Object.values(secret), testImage, ...hosts];
  for (const text of texts) {
    const known = typeof text === "string" && text !== "" ? type?.readPasted(text) : null;
    if (known) return known;
  }
  return null;
}
