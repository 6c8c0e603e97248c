import { Decrypter, Encrypter } from "age-encryption";
import type { WrappedKey } from "../store/rows.ts";
import { encodeFields, numberField, textField } from "./aad.ts";

type KeyFacts = Pick<WrappedKey, "organizationId" | "keyId" | "version">;

/**
 * Seals keys for an offline recovery recipient, in the age format (c2sp.org/age), so that the loss of the
 * key-encryption key is not the loss of everything. The identity that opens them never comes near the server.
 */
export type Recovery = {
  recipient: string;
  seal(instanceId: string, facts: KeyFacts, bytes: Buffer): Promise<Buffer>;
};

/** @throws where `recipient` is no age recipient. */
export function recoveryFor(recipient: string): Recovery {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return {
    recipient,
    async seal(instanceId, facts, bytes) {
      const plaintext = payload(instanceId, facts, bytes);
      try {
        return Buffer.from(await encrypter.encrypt(plaintext));
      } finally {
        plaintext.fill(0);
      }
    },
  };
}

/**
 * The key that was sealed for recovery, or null where this identity does not open it or it is not what the
 * row says it is. The caller wipes it.
 */
export async function recoverKey(
  identity: string,
  instanceId: string,
  row: WrappedKey,
): Promise<Buffer | null> {
  if (row.recovery === null) return null;
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let plaintext: Buffer;
  try {
    plaintext = Buffer.from(await decrypter.decrypt(row.recovery));
  } catch {
    // The library's reasons name nothing that helps, and may quote what it read.
    return null;
  }
  const bytes = Buffer.from(plaintext.subarray(-32));
  const expected = payload(instanceId, row, bytes);
  const fits = plaintext.toString("hex") === expected.toString("hex");
  plaintext.fill(0);
  expected.fill(0);
  if (fits) return bytes;
  bytes.fill(0);
  return null;
}

/** The key last, behind everything that says whose it is: rows that were swapped don't fit. */
function payload(instanceId: string, { organizationId, keyId, version }: KeyFacts, bytes: Buffer) {
  return encodeFields([
    textField("berth/recovery/v1"),
    textField(instanceId),
    textField(organizationId ?? ""),
    Buffer.from(keyId, "hex"),
    numberField(version),
    bytes,
  ]);
}
