// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcrGlyph } from "./types/aws-ecr/glyph.ts";
import { azureContainerRegistryGlyph } from "./types/azure-container-registry/glyph.ts";
import { dockerHubGlyph } from "./types/docker-hub/glyph.ts";
import { googleArtifactRegistryGlyph } from "./types/google-artifact-registry/glyph.ts";
import { jfrogGlyph } from "./types/jfrog/glyph.ts";
import { standardGlyph } from "./types/standard/glyph.ts";

export const typeGlyphs = [
  awsEcrGlyph,
  azureContainerRegistryGlyph,
  dockerHubGlyph,
  googleArtifactRegistryGlyph,
  jfrogGlyph,
  standardGlyph,
] as const;
