import type { AuditEntry, Draft, DraftAnswers } from "../rows.ts";
import type { Conflict, NotFound, Ok, Refused } from "./outcome.ts";

/** Drafts that nobody has touched since `keptSince` count as gone. */
export type DraftStore = {
  /** Last touched first. */
  list(organizationId: string, keptSince: number): Promise<Draft[]>;
  get(organizationId: string, id: string, keptSince: number): Promise<Draft | null>;
  /** Deletes for good what is gone by `keptSince`; refuses where `countMax` are left. */
  create(command: CreateDraft): Promise<Ok<{ draft: Draft }> | Refused<"too_many">>;
  /** Puts new answers in the place of the old ones. */
  update(command: UpdateDraft): Promise<Ok<{ draft: Draft }> | NotFound | Conflict>;
  remove(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};

export type CreateDraft = {
  draft: { id: string; organizationId: string; type: Draft["type"]; answers: DraftAnswers };
  keptSince: number;
  countMax: number;
  by: string;
  at: number;
  audit: AuditEntry;
};

export type UpdateDraft = {
  organizationId: string;
  id: string;
  /** The version that the editor saw. */
  version: number;
  type: Draft["type"];
  answers: DraftAnswers;
  by: string;
  at: number;
  /** Absent where the same person goes on typing. */
  audit?: AuditEntry | undefined;
};
