/** A key pair that an authenticator of a person keeps: this is its public half. */
export type Passkey = {
  id: string;
  personId: string;
  name: string;
  /** The host name it was made for. */
  rpId: string;
  /** As base64url. */
  credentialId: string;
  /** In COSE's form. */
  publicKey: Buffer;
  /** How often it says it has signed; 0 where it does not count. */
  signCount: number;
  /** How browsers reach it. */
  transports: string[];
  /** Whether copies of it are kept by its maker. */
  synced: boolean;
  createdAt: number;
  lastUsedAt: number | null;
};

export type NewPasskey = Omit<Passkey, "lastUsedAt">;
