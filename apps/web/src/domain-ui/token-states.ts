import type { WorkerTokenView } from "@berth/api-contract";
import type { StatusLook } from "#src/ui/status-look.ts";

/** What the state of a worker token or an API token looks like, and is called. */
export const tokenStates: Record<WorkerTokenView["state"], StatusLook> = {
  active: { shape: "check-circle", tone: "success", word: "Active" },
  undelivered: { shape: "ring", tone: "neutral", word: "Link not opened" },
  expired: { shape: "clock-x", tone: "danger", word: "Expired" },
  revoked: { shape: "slash-circle", tone: "neutral", word: "Revoked" },
};
