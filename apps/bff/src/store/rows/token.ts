import type { ApiScope, WorkerAction } from "@berth/api-contract";
import type { NamedRef, PersonRef } from "./reference.ts";

/** A token for automation: what it may do stands in its scopes. */
export type ApiToken = {
  id: string;
  organizationId: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  createdAt: number;
  createdBy: PersonRef | null;
  expiresAt: number;
  revokedAt: number | null;
  lastUsedAt: number | null;
};

export type WorkerToken = {
  id: string;
  organizationId: string;
  name: string;
  prefix: string;
  /** `name` is null once the default project was deleted: such a token has no project. */
  project: { kind: "default"; id: string; name: string | null } | { kind: "any" };
  createdAt: number;
  createdBy: PersonRef | null;
  expiresAt: number;
  revokedAt: number | null;
  lastUsedAt: number | null;
  scope: WorkerTokenScope;
  /** The token it took over from, and the one that takes over from it. */
  rotatedFrom: string | null;
  rotatedTo: string | null;
  /** How it was delivered, where it was not shown on creation. */
  link: WorkerTokenLink | null;
};

/** `null` is no limit; the name of what was deleted is null, and nothing takes its place. */
export type WorkerTokenScope = {
  registries: NamedRef[] | null;
  projects: NamedRef[] | null;
  actions: WorkerAction[];
  /** Empty: from anywhere. */
  networks: string[];
};

export type WorkerTokenLink = {
  expiresAt: number;
  openedAt: number | null;
  openedAgainAt: number | null;
};
