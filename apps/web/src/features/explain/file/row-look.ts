import type { StatusShape } from "#src/ui/status-glyph.tsx";
import type { Tone } from "#src/ui/tone.ts";
import { verdictLooks } from "../verdict-look.ts";
import type { RowState } from "./file-row.ts";

interface RowLook {
  readonly tone: Tone;
  readonly shape: StatusShape;
  readonly word: string;
}

export const rowLooks: Record<RowState, RowLook> = {
  ...verdictLooks,
  local: { tone: "neutral", shape: "ring", word: "Not pulled" },
  variable: { tone: "warning", shape: "question-circle", word: "Value missing" },
  waiting: { tone: "neutral", shape: "dashed-circle", word: "Asking…" },
};
