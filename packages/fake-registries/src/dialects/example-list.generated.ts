// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcrExample } from "./aws-ecr/example.ts";
import { azureContainerRegistryExample } from "./azure-container-registry/example.ts";
import { dockerHubExample } from "./docker-hub/example.ts";
import { googleArtifactRegistryExample } from "./google-artifact-registry/example.ts";
import { jfrogExample } from "./jfrog/example.ts";

export const exampleList = [
  awsEcrExample,
  azureContainerRegistryExample,
  dockerHubExample,
  googleArtifactRegistryExample,
  jfrogExample,
];
