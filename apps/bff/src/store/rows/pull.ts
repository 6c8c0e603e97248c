import type {
  Carrier,
  CredentialKind,
  PullOutcome,
  PullStatus,
  PullTiming,
  RefusalReason,
  SlowCause,
} from "@berth/api-contract";
import type { ProjectOwner } from "./project.ts";
import type { RegistryRef } from "./reference.ts";

/**
 * Names of registry, project and token are kept as they were at the time, so that a pull stays
 * readable when those are gone.
 */
export type Pull = {
  id: string;
  organizationId: string;
  at: number;
  /** As written by the worker. */
  image: string;
  canonical: string | null;
  /** `host/path` of the canonical name, without tag and digest: what patterns match. */
  imageName: string | null;
  digest: string | null;
  outcome: PullOutcome;
  reason: RefusalReason | null;
  message: string;
  status: PullStatus;
  registry: RegistryRef | null;
  pattern: string | null;
  project: { id: string; name: string; ownerKind: ProjectOwner["kind"] } | null;
  workerToken: { id: string; name: string } | null;
  carrier: Carrier;
  credentialKind: CredentialKind | null;
  scope: string | null;
  durationMs: number | null;
  bytes: number | null;
  error: string | null;
  finishedAt: number | null;
  timing: PullTiming | null;
  /** Judged once, when its end was reported. */
  slow: SlowCause | null;
  /** What it was held against: the 95th percentile of the repository's earlier pulls. */
  usualMs: number | null;
};

export type RecentImage = { image: string; pulls: number; projects: string[] };

/** The newest image of a repository that a registry's credential was given out for, and how often it was. */
export type ServedImage = { image: string; imageName: string; pulls: number };

/** `failed` counts refused pulls as well, and `pulls` counts all. */
export type ProjectUse = {
  project: Pull["project"];
  pulls: number;
  failed: number;
  lastPullAt: number;
};

/** Pulls since a moment, and the last one ever. */
export type Usage = { id: string; pulls: number; lastPullAt: number | null };
