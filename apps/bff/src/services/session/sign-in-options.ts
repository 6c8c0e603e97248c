import type { SignInOptions } from "@berth/api-contract";
import type { PublicContext } from "../context.ts";

export function signInOptions({ mailer }: PublicContext): SignInOptions {
  return { passwordReset: mailer === null ? "operator" : "mail" };
}
