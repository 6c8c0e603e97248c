import type {
  AuditEntry,
  Expiry,
  Health,
  HostRule,
  Registry,
  RegistryPattern,
  SealedSecret,
  Settings,
} from "../rows.ts";
import type {
  Conflict,
  NameTaken,
  NotFound,
  Ok,
  PatternTaken,
  PatternsChanged,
} from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";

export type RegistryStore = {
  /** Of all organizations, by organization and name, at most `limit`: for whoever runs the instance. */
  overview(limit: number): Promise<RegistryOverview[]>;
  /** Ordered by name. */
  list(organizationId: string): Promise<Registry[]>;
  /** What their health rests on, for counting, in no order. */
  states(organizationId: string): Promise<RegistryState[]>;
  /** By name, by pages. */
  page(organizationId: string, query: PageQuery): Promise<Page<Registry>>;
  get(organizationId: string, id: string): Promise<Registry | null>;
  /** Across organizations: registries that have no job under `prefix/organization/registry` yet. */
  withoutJob(
    prefix: string,
    limit: number,
  ): Promise<Array<{ organizationId: string; registryId: string }>>;
  create(
    command: CreateRegistry,
  ): Promise<Ok<{ registry: Registry }> | NameTaken | PatternTaken | PatternsChanged>;
  /** Changes what is given and leaves the rest. */
  update(
    command: UpdateRegistry,
  ): Promise<
    Ok<{ registry: Registry }> | NotFound | Conflict | NameTaken | PatternTaken | PatternsChanged
  >;
  /** Puts a new secret in the old one's place; the old one is gone when this resolves, or kept until a moment. */
  replaceSecret(command: ReplaceSecret): Promise<Ok<{ registry: Registry }> | NotFound | Conflict>;
  setPaused(command: SetPaused): Promise<Ok<{ registry: Registry }> | NotFound | Conflict>;
  /** Deletes the secret before, which was kept. */
  forgetKept(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok<{ registry: Registry }> | NotFound>;
  /** Across organizations: deletes kept secrets whose time is over. Gives their number, at most `limit`. */
  forgetOutdated(command: { now: number; limit: number }): Promise<number>;
  /** Until when nobody is reminded of the secret's end; null ends that. Leaves the editor's version alone. */
  snoozeExpiry(command: {
    organizationId: string;
    id: string;
    until: number | null;
    audit: AuditEntry;
  }): Promise<Ok<{ registry: Registry }> | NotFound>;
  /** Deletes registry, patterns, expectations and secret; pulls, checks and pattern history stay. */
  remove(command: RemoveRegistry): Promise<Ok | NotFound | Conflict>;
};

export type RegistryState = { state: Health["state"]; paused: boolean; expiry: Expiry };

export type RegistryOverview = {
  id: string;
  organization: string;
  name: string;
  type: Registry["type"];
  state: Health["state"];
  paused: boolean;
  expiryAt: number | null;
};

export type CreateRegistry = {
  registry: {
    id: string;
    organizationId: string;
    name: string;
    type: Registry["type"];
    settings: Settings;
    host: string;
    hostRule: HostRule;
    identity: string | null;
    handOutStored: boolean;
    testImage: string | null;
    expiry: Expiry;
    rotateAfterDays?: number | null | undefined;
    health: Health;
  };
  patterns: readonly RegistryPattern[];
  /** Version 1. */
  secret: SealedSecret;
  /** A check made before saving, which becomes this registry's. */
  checkId?: string | null | undefined;
  /** The draft it was set up from, which is deleted with this. */
  draftId?: string | null | undefined;
  /** Refuses with `patterns_changed` unless the organization's patterns still have this revision. */
  patternRevision?: number | undefined;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type UpdateRegistry = {
  organizationId: string;
  id: string;
  /** The version that the editor saw. */
  version: number;
  change: {
    name?: string | undefined;
    settings?: Settings | undefined;
    host?: string | undefined;
    hostRule?: HostRule | undefined;
    identity?: string | null | undefined;
    handOutStored?: boolean | undefined;
    servesHostOnly?: boolean | undefined;
    testImage?: string | null | undefined;
    expiry?: Expiry | undefined;
    rotateAfterDays?: number | null | undefined;
    health?: Health | undefined;
  };
  /** All patterns from now on. One whose canonical text stays keeps the id it has. */
  patterns?: readonly RegistryPattern[] | undefined;
  /** Needed by a changed destination; its version is the stored one plus 1. */
  secret?: SealedSecret | undefined;
  checkId?: string | null | undefined;
  patternRevision?: number | undefined;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type ReplaceSecret = {
  organizationId: string;
  id: string;
  version: number;
  secret: SealedSecret;
  expiry?: Expiry | undefined;
  health?: Health | undefined;
  /** Public facts that are read from the secret, such as a service account's name. */
  settings?: Settings | undefined;
  /** Until when the old secret can be restored; null or left out: it can't. */
  keepUntil?: number | null | undefined;
  identity?: string | null | undefined;
  checkId?: string | null | undefined;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type SetPaused = {
  organizationId: string;
  id: string;
  version: number;
  paused: boolean;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type RemoveRegistry = {
  organizationId: string;
  id: string;
  version: number;
  at: number;
  audit: AuditEntry;
};
