import { awsEcrSignIn } from "./aws-ecr.ts";
import { azureSignIn } from "./azure-container-registry.ts";
import { dockerHubSignIn } from "./docker-hub.ts";
import { googleSignIn } from "./google-artifact-registry.ts";
import { jfrogSignIn } from "./jfrog.ts";
import type { SignIn } from "./sign-in.ts";
import { standardSignIn } from "./standard.ts";

/** Every way of signing in, by registry type: to add one, write its file and name it here. */
export const signIns: readonly SignIn[] = [
  standardSignIn,
  dockerHubSignIn,
  azureSignIn,
  awsEcrSignIn,
  googleSignIn,
  jfrogSignIn,
];

/** Whether one credential of a registry type serves every repository of its host. */
export function coversHost(type: string): boolean {
  return requireSignIn(type).coversHost === true;
}

/** The way of signing in of a registry type; throws where there is none. */
export function requireSignIn(type: string, known: readonly SignIn[] = signIns): SignIn {
  const found = known.find((signIn) => signIn.type === type);
  if (found === undefined) throw new Error(`no sign-in for registry type ${type}`);
  return found;
}
