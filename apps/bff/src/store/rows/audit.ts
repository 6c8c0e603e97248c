import type { AuditAction, AuditActorKind } from "@berth/api-contract";
import type { RequestKey } from "./request-key.ts";

export type AuditActor = {
  kind: AuditActorKind;
  id: string | null;
  name: string;
};

export type AuditChange = { field: string; before: unknown; after: unknown };

/** What a command hands over together with its rows. Never carries a secret. */
export type AuditEntry = {
  action: AuditAction;
  actor: AuditActor;
  object: { kind: string; id: string; name: string };
  changes: readonly AuditChange[];
  address: string | null;
  requestId: string;
  at: number;
  /** Taken together with the change, so that a repeated request changes nothing twice. No part of the event. */
  requestKey?: RequestKey | undefined;
};

/** An entry as it was written: `sequence` counts from 1 within an organization without gaps. */
export type AuditEvent = {
  id: string;
  organizationId: string;
  sequence: number;
  action: AuditAction;
  actor: AuditActor;
  object: { kind: string; id: string; name: string };
  changes: AuditChange[];
  address: string | null;
  requestId: string;
  at: number;
  prevHash: string;
  hash: string;
};
