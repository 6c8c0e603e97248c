import type { AuditEntry, CalendarAddress } from "../rows.ts";
import type { NotFound, Ok } from "./outcome.ts";

export type CalendarStore = {
  get(organizationId: string, personId: string): Promise<CalendarAddress | null>;
  /** Takes the place of the address that the person had. */
  put(command: {
    organizationId: string;
    personId: string;
    /** SHA-256 of the secret part. */
    hash: Buffer;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
  remove(command: {
    organizationId: string;
    personId: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** Across organizations: the address says which one, and whose it is. Notes the use. */
  use(hash: Buffer, at: number): Promise<CalendarAddress | null>;
};
