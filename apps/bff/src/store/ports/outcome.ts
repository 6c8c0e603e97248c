import type { RegistryRef } from "../rows.ts";

/** What a command answers: that it was done, or why it was refused. A refusal leaves nothing changed. */
export type Ok<Value = object> = { ok: true } & Value;
export type Refused<Reason extends string, Value = object> = { ok: false; reason: Reason } & Value;

export type NotFound = Refused<"not_found">;

/** Somebody else saved in between; `version` is what stands in the store now. */
export type Conflict = Refused<"conflict", { version: number }>;

export type NameTaken = Refused<"name_taken", { holder: RegistryRef }>;

export type PatternTaken = Refused<"pattern_taken", { canonical: string; holder: RegistryRef }>;

/** The organization's patterns are no longer those the caller reasoned about. */
export type PatternsChanged = Refused<"patterns_changed", { revision: number }>;

/** A person named as owner or member who does not belong to the organization. */
export type PersonUnknown = Refused<"person_unknown", { personId: string }>;
