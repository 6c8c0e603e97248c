// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcrSignIn } from "./aws-ecr.ts";
import { azureContainerRegistrySignIn } from "./azure-container-registry.ts";
import { dockerHubSignIn } from "./docker-hub.ts";
import { googleArtifactRegistrySignIn } from "./google-artifact-registry.ts";
import { jfrogSignIn } from "./jfrog.ts";
import { standardSignIn } from "./standard.ts";

export const signInList = [
  awsEcrSignIn,
  azureContainerRegistrySignIn,
  dockerHubSignIn,
  googleArtifactRegistrySignIn,
  jfrogSignIn,
  standardSignIn,
];
