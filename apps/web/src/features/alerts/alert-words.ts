import type { AlertChannelKind, AlertDeliveryState, AlertKind } from "@berth/api-contract";
import type { StatusLook } from "#src/ui/status-look.ts";

export const kindWords: Record<AlertChannelKind, string> = {
  email: "E-mail",
  webhook: "Signed webhook",
  slack: "Slack-compatible webhook",
};

/** What an event is called in the form, and how often it comes. */
export const eventWords: Record<AlertKind, string> = {
  "registry.failing": "A registry is failing",
  "registry.recovered": "A registry that was failing works again",
  "secret.expiring": "A secret ends in 30, 14, 7 days and in 1 day",
  "secret.expired": "A secret has ended",
  "secret.rotation-due": "A secret is due to be replaced by its age",
  "images.uncovered": "Images were pulled that no pattern covers, each told once a month",
  "worker-token.expiring": "A worker token ends in 14, 7 days and in 1 day",
};

export const shortEventWords: Record<AlertKind, string> = {
  "registry.failing": "failing",
  "registry.recovered": "recovered",
  "secret.expiring": "expiring",
  "secret.expired": "expired",
  "secret.rotation-due": "rotation due",
  "images.uncovered": "uncovered images",
  "worker-token.expiring": "worker token expiring",
};

export const stateLooks: Record<AlertDeliveryState, StatusLook> = {
  waiting: { shape: "ring", tone: "info", word: "Waiting" },
  sent: { shape: "check-circle", tone: "success", word: "Sent" },
  failed: { shape: "octagon-x", tone: "danger", word: "Not delivered" },
  skipped: { shape: "slash-circle", tone: "neutral", word: "Left out" },
};
