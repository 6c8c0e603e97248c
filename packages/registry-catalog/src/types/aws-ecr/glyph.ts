import type { TypeGlyph } from "../../type-glyph.ts";

/** A box in space. */
export const awsEcrGlyph = {
  slug: "aws-ecr",
  path: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
} as const satisfies TypeGlyph;
