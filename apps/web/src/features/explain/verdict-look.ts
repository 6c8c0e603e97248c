import type { Verdict } from "@berth/api-contract";
import type { StatusLook } from "#src/ui/status-look.ts";

export interface VerdictLook extends StatusLook {
  /** Of a card; its word stands in lists, a page says a whole sentence. */
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
