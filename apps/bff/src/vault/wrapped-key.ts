import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import type { WrappedKey } from "../store/rows.ts";
import { numberField, textField } from "./aad.ts";
import type { KekSet } from "./kek-set.ts";
import type { Kek } from "./kek.ts";
import { keyIdBytes, openRecord, sealRecord, type RecordKey } from "./record.ts";

/** An organization's key or the instance's own, open in memory. It prints and serialises as nothing. */
export type OpenKey = { keyId: string; version: number; key: KeyObject };

type KeyFacts = Pick<WrappedKey, "organizationId" | "keyId" | "version">;

/** A new key for an organization, or for the instance itself where that is null, wrapped for the store. */
export function createKey<OrganizationId extends string | null>(
  kek: Kek,
  instanceId: string,
  organizationId: OrganizationId,
  version: number,
  at: number,
): WrappedKey & { organizationId: OrganizationId } {
  const facts = { organizationId, keyId: randomBytes(keyIdBytes).toString("hex"), version };
  const bytes = randomBytes(32);
  try {
    const wrapped = wrapBytes(kek, instanceId, facts, bytes);
    const nothing = { recovery: null, recoveryRecipient: null };
    return { ...facts, kekId: kek.id, wrapped, rowVersion: 1, createdAt: at, ...nothing };
  } finally {
    bytes.fill(0);
  }
}

/** Null where no key held wrapped it, or it was wrapped for another instance, organization or version. */
export function unwrapKey(keks: KekSet, instanceId: string, row: WrappedKey): OpenKey | null {
  const bytes = unwrapBytes(keks, instanceId, row);
  if (bytes === null) return null;
  try {
    return { keyId: row.keyId, version: row.version, key: createSecretKey(bytes) };
  } finally {
    bytes.fill(0);
  }
}

/** The same key wrapped by another key-encryption key; null where it can't be unwrapped. */
export function rewrapKey(
  keks: KekSet,
  instanceId: string,
  row: WrappedKey,
  to: Kek,
): Buffer | null {
  const bytes = unwrapBytes(keks, instanceId, row);
  if (bytes === null) return null;
  try {
    return wrapBytes(to, instanceId, row, bytes);
  } finally {
    bytes.fill(0);
  }
}

/** The bare key. The caller wipes it. */
export function unwrapBytes(keks: KekSet, instanceId: string, row: WrappedKey): Buffer | null {
  const kek = keks.get(row.kekId);
  if (kek === null) return null;
  const opened = openRecord(wrappingKey(kek), wrapFields(instanceId, row), row.wrapped);
  if (!opened.ok) return null;
  if (opened.plaintext.length === 32) return opened.plaintext;
  opened.plaintext.fill(0);
  return null;
}

/** Wraps 32 bytes of key, bound to the instance, owner, id and version they belong to. */
export function wrapBytes(kek: Kek, instanceId: string, facts: KeyFacts, bytes: Buffer): Buffer {
  return sealRecord(wrappingKey(kek), wrapFields(instanceId, facts), bytes);
}

function wrappingKey(kek: Kek): RecordKey {
  return { id: Buffer.from(kek.id, "hex"), key: kek.key, label: "berth/wrap/v1" };
}

function wrapFields(instanceId: string, facts: KeyFacts): Buffer[] {
  return [
    textField(instanceId),
    // No organization has the id of an instance.
    textField(facts.organizationId ?? instanceId),
    Buffer.from(facts.keyId, "hex"),
    numberField(facts.version),
  ];
}
