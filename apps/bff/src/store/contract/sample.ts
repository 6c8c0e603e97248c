import type { Db } from "../engine.ts";
import type { AuditEntry, RegistryPattern, SealedSecret } from "../rows.ts";
import type { Schema } from "../schema/schema.ts";
import type { HealthFinding, RecordReCheck } from "../ports/check.ts";
import type { NewPull } from "../ports/pull.ts";
import type { CreateRegistry } from "../ports/registry.ts";
import type { Store } from "../store.ts";
import { newId } from "../../ids.ts";

/** Rows for the contract suite: complete, plausible, and changed only where a test says so. */

export const t0 = Date.UTC(2026, 0, 1);
export const kekId = "0123456789abcdef0123456789abcdef";

export type World = {
  store: Store;
  org: string;
  owner: string;
  /** A second organization with its own owner. */
  otherOrg: string;
  stranger: string;
};

/** An instance with two organizations. */
export async function seed(store: Store): Promise<World> {
  await store.instance.initialise({
    instance: { id: "ins_1", schema: 1, createdAt: t0 },
    keyring: { kekId, provider: "env:KEY", checkValue: Buffer.alloc(32, 1), createdAt: t0 },
  });
  const org = "org_a";
  const owner = "per_ada";
  await store.setup.createOwner({
    person: { id: owner, name: "Ada", email: "Ada@Example.com" },
    account: { id: "acc_1", passwordHash: "$argon2id$…" },
    organization: { id: org, slug: "acme", name: "Acme" },
    memberId: "mem_1",
    orgKey: orgKey(org),
    at: t0,
    audit: entry({
      action: "organization.create",
      object: { kind: "organization", id: org, name: "Acme" },
    }),
  });
  await addOrganization(store, { id: "org_b", slug: "globex", name: "Globex" });
  await addPerson(store, "per_eve", "Eve", "eve@example.com");
  await addMember(store, "org_b", "per_eve", "owner");
  return { store, org, owner, otherOrg: "org_b", stranger: "per_eve" };
}

export async function addPerson(store: Store, id: string, name: string, email: string) {
  const { db, tables } = authOf(store);
  const at = new Date(t0);
  await db.insert(tables.user).values({ id, name, email, createdAt: at, updatedAt: at });
}

export async function addMember(
  store: Store,
  organizationId: string,
  userId: string,
  role: string,
) {
  const { db, tables } = authOf(store);
  const id = newId("mem");
  await db
    .insert(tables.member)
    .values({ id, organizationId, userId, role, createdAt: new Date(t0) });
}

export async function addOrganization(
  store: Store,
  organization: { id: string; slug: string; name: string },
) {
  const { db, tables } = authOf(store);
  await db.insert(tables.organization).values({ ...organization, createdAt: new Date(t0) });
}

export function authOf(store: Store): { db: Db; tables: Schema } {
  return { db: store.auth.db as unknown as Db, tables: store.auth.schema as Schema };
}

export function orgKey(organizationId: string) {
  const wrapped = Buffer.alloc(126, 7);
  return {
    organizationId,
    keyId: "ab".repeat(16),
    version: 1,
    kekId,
    wrapped,
    rowVersion: 1,
    createdAt: t0,
    recovery: null,
    recoveryRecipient: null,
  };
}

export function entry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    action: "registry.create",
    actor: { kind: "person", id: "per_ada", name: "Ada" },
    object: { kind: "registry", id: "reg_1", name: "Harbor" },
    changes: [{ field: "name", before: null, after: "Harbor" }],
    address: "192.0.2.1",
    requestId: "req_1",
    at: t0,
    ...change,
  };
}

export function patterns(...texts: string[]): RegistryPattern[] {
  return texts.map((text) => ({ id: newId("pat"), text, canonical: text }));
}

export function sealed(version = 1, text = "ciphertext"): SealedSecret {
  return {
    version,
    fingerprint: `f${version}`,
    fields: { password: Buffer.from(`${text} ${version}`), extra: Buffer.from([0, 255, 1]) },
  };
}

export function registry(
  organizationId: string,
  change: Partial<CreateRegistry["registry"]> = {},
  texts: readonly string[] = ["reg.example.com/*"],
): CreateRegistry {
  const id = change.id ?? newId("reg");
  const name = change.name ?? "Harbor";
  return {
    registry: {
      id,
      organizationId,
      name,
      type: "standard",
      settings: { host: "reg.example.com", realms: ["https://a.example.com"] },
      host: "reg.example.com",
      hostRule: { kind: "exact", hosts: ["reg.example.com"] },
      identity: "robot",
      handOutStored: false,
      testImage: "reg.example.com/team/app:1",
      expiry: { at: null, source: "unknown" },
      health: {
        state: "not-checked",
        reason: null,
        since: t0,
        checkedAt: null,
        checkId: null,
        checkedBy: null,
      },
      ...change,
    },
    patterns: patterns(...texts),
    secret: sealed(),
    by: "per_ada",
    at: t0,
    audit: entry({ object: { kind: "registry", id, name } }),
  };
}

/** A re-check of `reg_1` that made it failing. */
export function reCheck(
  organizationId: string,
  finding: Partial<HealthFinding> = {},
  over: Partial<RecordReCheck["check"]> = {},
): RecordReCheck {
  const startedAt = over.startedAt ?? t0;
  const id = over.id ?? newId("chk", startedAt);
  const at = startedAt + 40;
  return {
    check: {
      id,
      organizationId,
      registryId: "reg_1",
      registryName: "Harbor",
      image: "reg.example.com/team/app:1",
      startedAt,
      finishedAt: at,
      durationMs: 40,
      requests: 1,
      diagnosis: {
        code: "AUTH-REJECTED",
        outcome: "bad_credential",
        confidence: "likely",
        symptom: "Rejected.",
        causes: [],
        remedies: [],
      },
      digest: null,
      ...over,
    },
    trace: [],
    finding: {
      registryId: "reg_1",
      secretVersion: 1,
      value: {
        state: "failing",
        reason: "Rejected.",
        since: at,
        checkedAt: at,
        checkId: id,
        checkedBy: null,
      },
      doubt: null,
      ...finding,
    },
  };
}

export function pull(organizationId: string, change: Partial<NewPull> = {}): NewPull {
  const at = change.at ?? t0;
  return {
    id: newId("pul", at),
    organizationId,
    at,
    image: "reg.example.com/team/app:1",
    canonical: "reg.example.com/team/app:1",
    imageName: "reg.example.com/team/app",
    outcome: "credential",
    reason: null,
    message: "Uses Harbor.",
    status: "started",
    registry: { id: "reg_1", name: "Harbor" },
    pattern: "reg.example.com/*",
    project: { id: "prj_1", name: "Vision", ownerKind: "organization" },
    workerToken: { id: "wtk_1", name: "CI" },
    carrier: "pull",
    credentialKind: "registry-token",
    scope: "repository:team/app:pull",
    ...change,
  };
}
