import type { TypeGlyph } from "../../type-glyph.ts";

/** Two shelves of a rack. */
export const standardGlyph = {
  slug: "standard",
  path: "M3 3.5h18v7H3zM3 13.5h18v7H3zM7 7h.01M7 17h.01",
} as const satisfies TypeGlyph;
