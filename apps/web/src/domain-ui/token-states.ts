import type { WorkerTokenView } from "@berth/api-contract";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import type { Tone } from "#src/ui/tone.ts";

/** What the state of a worker token or an API token looks like, and is called. */
export const tokenStates: Record<
  WorkerTokenView["state"],
  { shape: StatusShape; tone: Tone; word: string }
> = {
  active: { shape: "check-circle", tone: "success", word: "Active" },
  undelivered: { shape: "ring", tone: "neutral", word: "Link not opened" },
  expired: { shape: "clock-x", tone: "danger", word: "Expired" },
  revoked: { shape: "slash-circle", tone: "neutral", word: "Revoked" },
};
