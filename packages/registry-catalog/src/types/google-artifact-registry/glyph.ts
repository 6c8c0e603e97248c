import type { TypeGlyph } from "../../type-glyph.ts";

/** A diamond in a diamond. */
export const googleArtifactRegistryGlyph = {
  slug: "google-artifact-registry",
  path: "M12 2.5l9.5 9.5-9.5 9.5L2.5 12zM12 8.5l3.5 3.5-3.5 3.5L8.5 12z",
} as const satisfies TypeGlyph;
