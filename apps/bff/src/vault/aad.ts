import { createHash } from "node:crypto";

/**
 * Fields one behind the other, each behind its length in four bytes: no separator, so no two lists of
 * fields give the same bytes.
 */
export function encodeFields(fields: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return [length, field];
    }),
  );
}

export function textField(text: string): Buffer {
  return Buffer.from(text, "utf8");
}

export function numberField(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/**
 * SHA-256 over the destination a secret is bound to, as the registry type names it: field after field,
 * each with its name. Any change of host, port, user, realm… gives another hash.
 */
export function bindingHash(fields: readonly { name: string; value: string }[]): Buffer {
  const parts = fields.flatMap(({ name, value }) => [textField(name), textField(value)]);
  return createHash("sha256").update(encodeFields(parts)).digest();
}

/** What a record of a registry's secret is bound to. */
export type SecretPlace = {
  organizationId: string;
  registryId: string;
  /** The version of the secret, which only rises. */
  secretVersion: number;
  field: string;
  /** From `bindingHash`. */
  binding: Uint8Array;
};

export function secretFields(place: SecretPlace): Buffer[] {
  if (place.binding.length !== 32) {
    throw new Error(`a binding of ${place.binding.length} bytes instead of 32`);
  }
  return [
    textField(place.organizationId),
    textField(place.registryId),
    numberField(place.secretVersion),
    textField(place.field),
    Buffer.from(place.binding),
  ];
}
