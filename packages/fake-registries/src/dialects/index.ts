import type { Dialect } from "./dialect.ts";
import { awsEcr } from "./aws-ecr/index.ts";
import { azureContainerRegistry } from "./azure-container-registry/index.ts";
import { dockerHub } from "./docker-hub/index.ts";
import { googleArtifactRegistry } from "./google-artifact-registry/index.ts";
import { ghcr } from "./ghcr/index.ts";
import { gitlab } from "./gitlab/index.ts";
import { harbor } from "./harbor/index.ts";
import { jfrog } from "./jfrog/index.ts";
import { ngc } from "./ngc/index.ts";
import { open } from "./open/index.ts";
import { quay } from "./quay/index.ts";
import { standardBasic } from "./standard-basic/index.ts";
import { standardToken, standardTokenElsewhere } from "./standard-token/index.ts";

/** Every dialect, by name: to add one, write its folder and name it here. */
export const dialects: readonly Dialect[] = [
  standardBasic,
  standardToken,
  standardTokenElsewhere,
  open,
  ghcr,
  gitlab,
  quay,
  harbor,
  ngc,
  dockerHub,
  azureContainerRegistry,
  awsEcr,
  googleArtifactRegistry,
  jfrog,
];

/** The dialect of that name; throws where there is none. */
export function requireDialect(name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found === undefined) {
    throw new Error(
      `no dialect ${name}; there are ${dialects.map((known) => known.name).join(", ")}`,
    );
  }
  return found;
}
