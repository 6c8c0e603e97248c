import type { VendorExample } from "../vendor-example.ts";
import { awsEcrExample } from "./aws-ecr/example.ts";
import { azureExample } from "./azure-container-registry/example.ts";
import { dockerHubExample } from "./docker-hub/example.ts";
import { googleExample } from "./google-artifact-registry/example.ts";
import { jfrogExample } from "./jfrog/example.ts";

/** One registry of every vendor, with fresh keys: to add one, write its dialect's `example.ts` and name it here. */
export function vendorExamples(): VendorExample[] {
  return [dockerHubExample(), azureExample(), googleExample(), jfrogExample(), awsEcrExample()];
}
