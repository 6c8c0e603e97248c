import type { AuditEntry, AuditEvent } from "../rows.ts";
import type { Ok, Refused } from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";
import type { AuditAction } from "@berth/api-contract";

export type AuditStore = {
  /** For events that change no row of their own, such as a sign-in. */
  append(organizationId: string, entry: AuditEntry): Promise<AuditEvent>;
  list(organizationId: string, query: PageQuery & AuditFilter): Promise<Page<AuditEvent>>;
  get(organizationId: string, id: string): Promise<AuditEvent | null>;
  /** Recomputes the chain and says where it first does not fit. */
  verify(organizationId: string): Promise<Ok<{ events: number }> | BrokenChain>;
  /** The end of every chain; of organizations that are gone too, whose slug is null. Ordered by slug. */
  heads(): Promise<
    { organizationId: string; slug: string | null; sequence: number; hash: string }[]
  >;
  /** The hash of one event; null where there is none with that number. */
  hashAt(organizationId: string, sequence: number): Promise<string | null>;
};

export type AuditFilter = {
  /** Any of these. */
  actions?: readonly AuditAction[] | undefined;
  actorId?: string | undefined;
  objectId?: string | undefined;
  /** Part of the name of actor or object, or a whole id, request id or, unless `hideAddresses`, network address. */
  text?: string | undefined;
  hideAddresses?: boolean | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

/**
 * - `missing`: there is no event of this number, but later ones.
 * - `altered`: what the event says is not what was hashed.
 * - `unchained`: it does not continue the event before it.
 * - `cut-off`: the log ends before this event, which the head has counted.
 * - `unheaded`: the event stands behind the end that the head has counted.
 */
export type BrokenChain = Refused<
  "broken",
  {
    brokenAt: number;
    what: "missing" | "altered" | "unchained" | "cut-off" | "unheaded";
    /** Null where the event is not there. */
    eventId: string | null;
  }
>;
