import type { AwsKeys } from "./sign-in/aws-signature.ts";

/** The stored credential, opened. `settings` are public facts that some types need to sign in. */
export type Credential = {
  readonly username: string;
  readonly secret: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /**
   * This server's own AWS identity. Handed in only for a registry whose admin chose it, and only where
   * the operator allows it. `expiresAt` is milliseconds since the epoch.
   */
  readonly ambient?: (AwsKeys & { readonly expiresAt?: number | undefined }) | undefined;
};
