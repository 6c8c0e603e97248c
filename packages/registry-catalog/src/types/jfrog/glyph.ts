import type { TypeGlyph } from "../../type-glyph.ts";

/** A factory. */
export const jfrogGlyph = {
  slug: "jfrog",
  path: "M3 21V10l6 4v-4l6 4V3h6v18zM8 17.5h1M13 17.5h1",
} as const satisfies TypeGlyph;
