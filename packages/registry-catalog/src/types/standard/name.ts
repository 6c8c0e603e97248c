import type { TypeName } from "../../type-name.ts";

export const standardName = {
  slug: "standard",
  name: "Standard registry",
  shortName: "Standard",
  place: 60,
} as const satisfies TypeName;
