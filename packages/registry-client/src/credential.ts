import type { AwsKeys } from "./sign-in/aws-signature.ts";

/** The stored credential, opened. `settings` are public facts that some types need to sign in. */
export type Credential = {
  readonly username: string;
  readonly secret: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /**
   * `secret` is a bearer that somebody else obtained for this very repository: it goes to the registry
   * alone, and nobody is asked for another one.
   */
  readonly bearer?: { readonly scope: string; readonly expiresAt: number } | undefined;
  /**
   * The own AWS identity of the machine that this runs on. Handed in only for a registry whose admin chose
   * that machine's role, and looked for only once a sign-in asks.
   */
  readonly ownAws?: OwnAws | undefined;
};

/** A machine's own identity, and which of the two machines it is. */
export type OwnAws = {
  readonly of: "server" | "worker";
  readonly find: () => Promise<OwnAwsKeys>;
};

/** `expiresAt` is milliseconds since the epoch, null where the keys don't end by themselves. */
export type OwnAwsKeys =
  | {
      readonly ok: true;
      readonly keys: AwsKeys;
      readonly expiresAt: number | null;
      /** False where it may do nothing but take on a role that an organization names. */
      readonly asItIs: boolean;
    }
  /** Why there are none, in a sentence. */
  | { readonly ok: false; readonly message: string };
