import type { SignIn } from "./sign-in.ts";
import { signInList } from "./sign-in-list.generated.ts";

/** Every way of signing in, by registry type: a file each, named like the type. */
export const signIns: readonly SignIn[] = signInList;

/** Whether one credential of a registry type serves every repository of its host. */
export function coversHost(type: string): boolean {
  return requireSignIn(type).coversHost === true;
}

/** Whether the registry's own token is to be had where its type makes nothing short-lived of the stored pair. */
export function tokenBesideStored(type: string): boolean {
  return requireSignIn(type).tokenBesideStored === true;
}

/** The way of signing in of a registry type; throws where there is none. */
export function requireSignIn(type: string, known: readonly SignIn[] = signIns): SignIn {
  const found = known.find((signIn) => signIn.type === type);
  if (found === undefined) throw new Error(`no sign-in for registry type ${type}`);
  return found;
}
