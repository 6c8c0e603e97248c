import type { AuditEntry, Expectation } from "../rows.ts";
import type { NotFound, Ok } from "./outcome.ts";

export type ExpectationStore = {
  /** Those of one registry, or of all. Oldest first. */
  list(organizationId: string, registryId?: string): Promise<Expectation[]>;
  /** The same image twice for one registry stays one. */
  create(command: {
    expectation: {
      id: string;
      organizationId: string;
      registryId: string;
      image: string;
      createdAt: number;
      createdBy: string | null;
    };
    audit: AuditEntry;
  }): Promise<Ok<{ expectation: Expectation }> | NotFound>;
  remove(command: {
    organizationId: string;
    registryId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};
