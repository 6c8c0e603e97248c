import type { TypeName } from "../../type-name.ts";

export const jfrogName = {
  slug: "jfrog",
  name: "JFrog Artifactory",
  shortName: "Artifactory",
  place: 50,
} as const satisfies TypeName;
