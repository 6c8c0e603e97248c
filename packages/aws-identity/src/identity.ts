/** Where an identity was found. */
export type IdentitySource =
  | "environment"
  | "credentials-file"
  | "web-identity"
  | "container"
  | "instance";

/** Keys that sign requests to AWS as this machine. */
export type MachineKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Belongs to temporary keys. */
  readonly sessionToken?: string | undefined;
};

export type Identity = {
  readonly ok: true;
  readonly source: IdentitySource;
  readonly keys: MachineKeys;
  /** Milliseconds since the epoch; null where the keys don't end by themselves. */
  readonly expiresAt: number | null;
};

/** Why there is none, in a sentence for whoever runs the machine. Never holds a key or a token. */
export type NoIdentity = { readonly ok: false; readonly message: string };

export function none(message: string): NoIdentity {
  return { ok: false, message };
}
