/** `schema` is the number of migrations the database had when the instance last started. */
export type Instance = { id: string; schema: number; createdAt: number };

/** One key-encryption key the instance knows: enough to recognise it, never the key. */
export type KeyringEntry = {
  kekId: string;
  /** Where the key is read from, without anything secret in it. */
  provider: string;
  checkValue: Buffer;
  createdAt: number;
  /** True for the one under which new keys are wrapped. */
  active: boolean;
};

/** A long-lived key, wrapped by the key-encryption key `kekId`: an organization's, or the instance's own. */
export type WrappedKey = {
  /** Null for the instance's own key. */
  organizationId: string | null;
  /** 16 random bytes, in hex: the key id that records carry. */
  keyId: string;
  version: number;
  kekId: string;
  wrapped: Buffer;
  /** Rises each time the key is wrapped anew. */
  rowVersion: number;
  createdAt: number;
  /** The same key for the offline recovery recipient, in the age format; null where there is none. */
  recovery: Buffer | null;
  recoveryRecipient: string | null;
};

export type WrappedOrgKey = WrappedKey & { organizationId: string };
