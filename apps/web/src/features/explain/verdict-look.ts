import type { Verdict } from "@berth/api-contract";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import type { Tone } from "#src/ui/tone.ts";

export interface VerdictLook {
  readonly tone: Tone;
  readonly shape: StatusShape;
  /** For lists; a page says it in a whole sentence. */
  readonly word: string;
  readonly border: string;
}

export const verdictLooks: Record<Verdict, VerdictLook> = {
  uses: {
    tone: "success",
    shape: "check-circle",
    word: "Covered",
    border: "border-s-success",
  },
  "no-credential": {
    tone: "warning",
    shape: "triangle-alert",
    word: "No credential",
    border: "border-s-warning",
  },
  "not-available": {
    tone: "danger",
    shape: "slash-circle",
    word: "Not available",
    border: "border-s-danger",
  },
  refused: { tone: "danger", shape: "octagon-x", word: "Refused", border: "border-s-danger" },
  unreadable: {
    tone: "danger",
    shape: "slash-circle",
    word: "Not an image name",
    border: "border-s-danger",
  },
};
