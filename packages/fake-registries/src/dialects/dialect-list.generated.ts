// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
import { awsEcr } from "./aws-ecr/index.ts";
import { azureContainerRegistry } from "./azure-container-registry/index.ts";
import { dockerHub } from "./docker-hub/index.ts";
import { ghcr } from "./ghcr/index.ts";
import { gitlab } from "./gitlab/index.ts";
import { googleArtifactRegistry } from "./google-artifact-registry/index.ts";
import { harbor } from "./harbor/index.ts";
import { jfrog } from "./jfrog/index.ts";
import { ngc } from "./ngc/index.ts";
import { open } from "./open/index.ts";
import { quay } from "./quay/index.ts";
import { standardBasic } from "./standard-basic/index.ts";
import { standardToken } from "./standard-token/index.ts";
import { standardTokenElsewhere } from "./standard-token-elsewhere/index.ts";

export const dialectList = [
  awsEcr,
  azureContainerRegistry,
  dockerHub,
  ghcr,
  gitlab,
  googleArtifactRegistry,
  harbor,
  jfrog,
  ngc,
  open,
  quay,
  standardBasic,
  standardToken,
  standardTokenElsewhere,
];
