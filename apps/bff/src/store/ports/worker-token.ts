import type { AuditEntry, WorkerToken } from "../rows.ts";
import type { StoredScope } from "../schema/projects.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";

export type WorkerTokenStore = {
  /** Expired and revoked ones included. */
  list(organizationId: string): Promise<WorkerToken[]>;
  /** The same by pages. */
  page(organizationId: string, query: PageQuery): Promise<Page<WorkerToken>>;
  create(command: {
    token: NewWorkerToken & {
      name: string;
      project: { kind: "default"; id: string } | { kind: "any" };
      scope: StoredScope;
    };
    audit: AuditEntry;
  }): Promise<
    | Ok<{ token: WorkerToken }>
    | Refused<"project_unknown", { projectId: string }>
    | Refused<"registry_unknown", { registryId: string }>
  >;
  /**
   * Makes a token with the name, project and scope of another, which ends at `olderEndsAt` or before.
   * `not_active`: only a token that works can be rotated. `already_rotated`: it has a successor.
   * `older_active`: its own predecessor still works, and no more than two may.
   */
  rotate(command: {
    organizationId: string;
    id: string;
    olderEndsAt: number;
    token: NewWorkerToken;
    audit: AuditEntry;
  }): Promise<
    | Ok<{ token: WorkerToken }>
    | NotFound
    | Refused<"not_active" | "already_rotated" | "older_active">
  >;
  /** Across organizations: the token says which one. Expired and revoked ones are found as well. */
  findByHash(hash: Buffer): Promise<WorkerToken | null>;
  /** The token behind a link, whatever became of the two. */
  findByLink(linkHash: Buffer): Promise<WorkerToken | null>;
  /** Gives the token its secret, once: `already_opened` and `ended` change nothing. */
  openLink(command: {
    organizationId: string;
    id: string;
    secret: { prefix: string; hash: Buffer };
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ token: WorkerToken }> | NotFound | Refused<"already_opened" | "ended">>;
  /** Notes that a used link was opened once more. */
  noteLinkOpenedAgain(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
  revoke(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** Notes the last use; never moves it back. */
  touch(organizationId: string, id: string, at: number): Promise<void>;
};

export type NewWorkerToken = {
  id: string;
  organizationId: string;
  prefix: string;
  /** SHA-256 of the whole token. */
  hash: Buffer;
  createdAt: number;
  createdBy: string | null;
  expiresAt: number;
  /** Where the token is not shown but fetched: `prefix` and `hash` are replaced when the link is opened. */
  link: { hash: Buffer; expiresAt: number } | null;
};
