import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import type { WrappedOrgKey } from "../store/rows.ts";
import { numberField, textField } from "./aad.ts";
import type { Kek } from "./kek.ts";
import { keyIdBytes, openRecord, sealRecord, type RecordKey } from "./record.ts";

/** An organization's own key, open in memory. It prints and serialises as nothing. */
export type OrgKey = { keyId: string; version: number; key: KeyObject };

/** A new key for an organization, wrapped for the store. */
export function createOrgKey(
  kek: Kek,
  instanceId: string,
  organizationId: string,
  version: number,
  at: number,
): WrappedOrgKey {
  const keyId = randomBytes(keyIdBytes).toString("hex");
  const facts = { organizationId, keyId, version };
  const bytes = randomBytes(32);
  try {
    const wrapped = sealRecord(wrappingKey(kek), wrapFields(instanceId, facts), bytes);
    return { ...facts, kekId: kek.id, wrapped, createdAt: at };
  } finally {
    bytes.fill(0);
  }
}

/** Null where this KEK did not wrap it, or it was wrapped for another instance, organization or version. */
export function unwrapOrgKey(kek: Kek, instanceId: string, row: WrappedOrgKey): OrgKey | null {
  if (row.kekId !== kek.id) return null;
  const opened = openRecord(wrappingKey(kek), wrapFields(instanceId, row), row.wrapped);
  if (!opened.ok) return null;
  try {
    if (opened.plaintext.length !== 32) return null;
    return { keyId: row.keyId, version: row.version, key: createSecretKey(opened.plaintext) };
  } finally {
    opened.plaintext.fill(0);
  }
}

function wrappingKey(kek: Kek): RecordKey {
  return { id: Buffer.from(kek.id, "hex"), key: kek.key, label: "berth/wrap/v1" };
}

function wrapFields(
  instanceId: string,
  row: { organizationId: string; keyId: string; version: number },
): Buffer[] {
  return [
    textField(instanceId),
    textField(row.organizationId),
    Buffer.from(row.keyId, "hex"),
    numberField(row.version),
  ];
}
