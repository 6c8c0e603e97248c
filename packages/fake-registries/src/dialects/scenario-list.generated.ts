// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcrScenarios } from "./aws-ecr/scenarios.ts";
import { azureContainerRegistryScenarios } from "./azure-container-registry/scenarios.ts";
import { dockerHubScenarios } from "./docker-hub/scenarios.ts";
import { googleArtifactRegistryScenarios } from "./google-artifact-registry/scenarios.ts";
import { jfrogScenarios } from "./jfrog/scenarios.ts";

export const scenarioList = [
  awsEcrScenarios,
  azureContainerRegistryScenarios,
  dockerHubScenarios,
  googleArtifactRegistryScenarios,
  jfrogScenarios,
];
