import { verdictLooks } from "../verdict-look.ts";
import type { RowState } from "./file-row.ts";
import type { StatusLook } from "#src/ui/status-look.ts";

export const rowLooks: Record<RowState, StatusLook> = {
  ...verdictLooks,
  local: { tone: "neutral", shape: "ring", word: "Not pulled" },
  variable: { tone: "warning", shape: "question-circle", word: "Value missing" },
  waiting: { tone: "neutral", shape: "dashed-circle", word: "Asking…" },
};
