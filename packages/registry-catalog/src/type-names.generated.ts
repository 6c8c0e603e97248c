// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcrName } from "./types/aws-ecr/name.ts";
import { azureContainerRegistryName } from "./types/azure-container-registry/name.ts";
import { dockerHubName } from "./types/docker-hub/name.ts";
import { googleArtifactRegistryName } from "./types/google-artifact-registry/name.ts";
import { jfrogName } from "./types/jfrog/name.ts";
import { standardName } from "./types/standard/name.ts";

export const typeNames = [
  awsEcrName,
  azureContainerRegistryName,
  dockerHubName,
  googleArtifactRegistryName,
  jfrogName,
  standardName,
] as const;
