import type { SignInOptions } from "@berth/api-contract";
import type { PublicContext } from "../context.ts";

export function signInOptions({ mailer, identityProvider }: PublicContext): SignInOptions {
  return {
    passwordReset: mailer === null ? "operator" : "mail",
    singleSignOn: identityProvider === null ? null : { name: identityProvider.name },
  };
}
