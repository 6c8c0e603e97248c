import type { AlertDeliveryState, AlertKind } from "@berth/api-contract";
import type {
  AlertChannel,
  AlertDelivery,
  AlertEvent,
  AuditEntry,
  SealedAlertField,
  SealedFields,
  UncoveredImage,
} from "../rows.ts";
import type { Conflict, NotFound, Ok, Refused } from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";

export type AlertStore = {
  /** By name. */
  channels(organizationId: string): Promise<AlertChannel[]>;
  channel(organizationId: string, id: string): Promise<AlertChannel | null>;
  createChannel(command: {
    channel: Omit<AlertChannel, "paused" | "version" | "secretVersion" | "lastDelivery">;
    /** Sealed as version 1. */
    secret: SealedFields;
    /** How many an organization may have. */
    max: number;
    audit: AuditEntry;
  }): Promise<Ok<{ channel: AlertChannel }> | Refused<"too_many">>;
  /** A new secret has the next version. */
  updateChannel(command: {
    organizationId: string;
    id: string;
    version: number;
    change: Partial<Pick<AlertChannel, "name" | "events" | "paused" | "recipients" | "host">>;
    secret?: SealedFields | undefined;
    audit: AuditEntry;
  }): Promise<Ok<{ channel: AlertChannel }> | NotFound | Conflict>;
  /** Its secret and its deliveries go with it. */
  removeChannel(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;

  /** The sealed fields of one channel; for what sends. */
  secret(organizationId: string, channelId: string): Promise<SealedFields>;
  /** Every sealed field of the organization, with what it is bound to. */
  sealed(organizationId: string): Promise<SealedAlertField[]>;
  /** Puts the same secret under another key. False where anybody has written the field since it was read. */
  reseal(
    command: Pick<SealedAlertField, "channelId" | "field" | "version" | "record"> & {
      organizationId: string;
      resealed: Buffer;
    },
  ): Promise<boolean>;

  /**
   * Keeps what happened and, in the same transaction, a delivery and its job for every channel that asks for
   * it and is not paused. False where that key is known already: then nothing is written.
   */
  raise(event: AlertEvent): Promise<boolean>;
  /** What happened of one kind since a moment. */
  eventsSince(organizationId: string, kind: AlertKind, since: number): Promise<AlertEvent[]>;
  /** Images that were pulled anonymously because no pattern covers them, most pulls first. */
  uncovered(
    organizationId: string,
    query: { since: number; limit: number },
  ): Promise<UncoveredImage[]>;

  /** One delivery with what it tells; `event` is null for a test. */
  delivery(
    organizationId: string,
    id: string,
  ): Promise<{ delivery: AlertDelivery; channel: AlertChannel } | null>;
  /** Writes down what came of an attempt. */
  settle(command: {
    organizationId: string;
    id: string;
    state: AlertDeliveryState;
    attempts: number;
    outcome: string;
    at: number;
    nextAttemptAt: number | null;
  }): Promise<void>;
  /**
   * Makes a delivery of an event due at once, with its attempts counted anew. Refused where it has arrived
   * or is being sent at this moment.
   */
  resend(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ delivery: AlertDelivery }> | NotFound | Refused<"already_finished">>;
  /** Tests are sent first and written down with their outcome. */
  recordTest(command: {
    organizationId: string;
    channelId: string;
    deliveries: readonly {
      id: string;
      recipient: string;
      state: AlertDeliveryState;
      outcome: string;
    }[];
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ deliveries: AlertDelivery[] }> | NotFound>;
  deliveries(
    organizationId: string,
    query: PageQuery & {
      channelId?: string | undefined;
      state?: AlertDeliveryState | undefined;
    },
  ): Promise<Page<AlertDelivery>>;
  /** Deletes what happened before a moment, with its deliveries, and tests of that age. Gives how many went. */
  prune(query: { before: number; limit: number }): Promise<number>;
};
