import type { TypeGlyph } from "../../type-glyph.ts";

/** Layers. */
export const azureContainerRegistryGlyph = {
  slug: "azure-container-registry",
  path: "M12 3.5l9 4.5-9 4.5L3 8zM3 12.5l9 4.5 9-4.5M3 17l9 4 9-4",
} as const satisfies TypeGlyph;
