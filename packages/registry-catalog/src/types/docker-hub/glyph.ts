import type { TypeGlyph } from "../../type-glyph.ts";

/** A hub with its spokes. */
export const dockerHubGlyph = {
  slug: "docker-hub",
  path: "M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM12 2.5v6M12 15.5v6M4 7.5l5 2.8M15 13.7l5 2.8M4 16.5l5-2.8M15 10.3l5-2.8",
} as const satisfies TypeGlyph;
