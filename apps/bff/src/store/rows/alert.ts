import type { AlertChannelKind, AlertDeliveryState, AlertKind } from "@berth/api-contract";

/** Where alerts go. */
export type AlertChannel = {
  organizationId: string;
  id: string;
  name: string;
  kind: AlertChannelKind;
  /** Addresses of an e-mail channel; empty for the other kinds. */
  recipients: string[];
  /** What the sealed address of a webhook is bound to; null for e-mail. */
  host: string | null;
  events: AlertKind[];
  paused: boolean;
  secretVersion: number;
  version: number;
  createdAt: number;
  lastDelivery: AlertDelivery | null;
};

/** Sealed fields by their name. */
export type SealedFields = Readonly<Record<string, Buffer>>;

export type SealedAlertField = Pick<AlertChannel, "kind" | "host"> & {
  channelId: string;
  field: string;
  version: number;
  record: Buffer;
};

/** What is told beside the name: numbers, moments and our own sentences, never a secret. */
export type AlertFacts = Readonly<{
  /** Why a registry is failing. */
  reason?: string | null;
  checkId?: string | null;
  /** The worker whose report that is, where only workers can sign in. */
  reportedBy?: string | null;
  /** When the secret or token ends, or when the secret is due to be replaced. */
  endsAt?: number;
  /** The end is a usual lifetime, not a date that anybody knows. */
  guess?: boolean;
  /** After how many days a secret is to be replaced. */
  days?: number;
  images?: readonly UncoveredImage[];
}>;

export type UncoveredImage = { image: string; pulls: number; failed: number };

/** Something that is worth telling. `key` is the same for the same thing. */
export type AlertEvent = {
  organizationId: string;
  id: string;
  key: string;
  kind: AlertKind;
  at: number;
  subject: { id: string; name: string };
  facts: AlertFacts;
};

/** Telling one event to one channel, or to one address of it. */
export type AlertDelivery = {
  organizationId: string;
  id: string;
  channel: { id: string; name: string };
  /** Null for a test. */
  event: AlertEvent | null;
  recipient: string;
  state: AlertDeliveryState;
  attempts: number;
  outcome: string | null;
  createdAt: number;
  lastAttemptAt: number | null;
  nextAttemptAt: number | null;
};
