import type { AuditEntry, ImageMapping } from "../rows.ts";
import type { NotFound, Ok } from "./outcome.ts";

export type ImageMappingStore = {
  /** By the name they begin from. */
  list(organizationId: string): Promise<ImageMapping[]>;
  /** Those that counted at a moment, removed since or not. */
  at(organizationId: string, at: number): Promise<Pick<ImageMapping, "from" | "to">[]>;
  /** One name has one mapping, and an organization at most `max`. */
  create(command: {
    mapping: Omit<ImageMapping, "createdBy"> & { createdBy: string | null };
    max: number;
    audit: AuditEntry;
  }): Promise<Ok | { ok: false; reason: "taken" | "too_many" }>;
  remove(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};
