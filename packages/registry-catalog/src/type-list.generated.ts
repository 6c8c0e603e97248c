// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcr } from "./types/aws-ecr/index.ts";
import { azureContainerRegistry } from "./types/azure-container-registry/index.ts";
import { dockerHub } from "./types/docker-hub/index.ts";
import { googleArtifactRegistry } from "./types/google-artifact-registry/index.ts";
import { jfrog } from "./types/jfrog/index.ts";
import { standard } from "./types/standard/index.ts";

export const typeList = [
  awsEcr,
  azureContainerRegistry,
  dockerHub,
  googleArtifactRegistry,
  jfrog,
  standard,
];
