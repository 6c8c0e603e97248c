import type { ApiScope } from "@berth/api-contract";
import type { NotFound, Ok } from "./outcome.ts";
import type { ApiToken, AuditEntry } from "../rows.ts";
import type { Page, PageQuery } from "./page.ts";

export type ApiTokenStore = {
  /** Expired and revoked ones included; newest first. */
  list(organizationId: string): Promise<ApiToken[]>;
  /** The same by pages. */
  page(organizationId: string, query: PageQuery): Promise<Page<ApiToken>>;
  create(command: {
    token: {
      id: string;
      organizationId: string;
      name: string;
      prefix: string;
      /** SHA-256 of the whole token. */
      hash: Buffer;
      scopes: readonly ApiScope[];
      createdAt: number;
      createdBy: string;
      expiresAt: number;
    };
    audit: AuditEntry;
  }): Promise<Ok<{ token: ApiToken }>>;
  /** Across organizations: the token says which one. Expired and revoked ones are found as well. */
  findByHash(hash: Buffer): Promise<ApiToken | null>;
  revoke(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** Notes the last use; never moves it back. */
  touch(organizationId: string, id: string, at: number): Promise<void>;
};
