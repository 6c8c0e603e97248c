import type { ApiTokenView } from "@berth/api-contract";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import type { Tone } from "#src/ui/tone.ts";

/** What an API token's state looks like, and is called. */
export const apiTokenStates: Record<
  ApiTokenView["state"],
  { shape: StatusShape; tone: Tone; word: string }
> = {
  active: { shape: "check-circle", tone: "success", word: "Active" },
  expired: { shape: "clock-x", tone: "danger", word: "Expired" },
  revoked: { shape: "slash-circle", tone: "neutral", word: "Revoked" },
};
