import type { TypeName } from "../../type-name.ts";

export const googleArtifactRegistryName = {
  slug: "google-artifact-registry",
  name: "Google Artifact Registry",
  shortName: "Google AR",
  place: 30,
} as const satisfies TypeName;
