import type { AuditEntry, Project } from "../rows.ts";
import type { NameTaken, NotFound, Ok, PersonUnknown } from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";

export type ProjectWrite = {
  externalId?: string | null | undefined;
  name: string;
  owner: { kind: "organization" } | { kind: "person"; personId: string };
  memberIds: readonly string[];
};

export type ProjectStore = {
  /** All, or those one person may see: their own and those that list them. Ordered by name. */
  list(organizationId: string, seenBy?: string): Promise<Project[]>;
  /** The same by pages. */
  page(
    organizationId: string,
    query: PageQuery & { seenBy?: string | undefined },
  ): Promise<Page<Project>>;
  get(organizationId: string, id: string): Promise<Project | null>;
  /** What a worker may write: the id, else the id given over the API, else the name in any case. */
  find(organizationId: string, text: string): Promise<Project | null>;
  findByExternalId(organizationId: string, externalId: string): Promise<Project | null>;
  create(command: {
    project: ProjectWrite & { id: string; organizationId: string };
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ project: Project }> | NameTaken | PersonUnknown>;
  update(command: {
    organizationId: string;
    id: string;
    change: Partial<ProjectWrite>;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ project: Project }> | NotFound | NameTaken | PersonUnknown>;
  /** Its pulls stay. A token whose default it was keeps none. */
  remove(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};
