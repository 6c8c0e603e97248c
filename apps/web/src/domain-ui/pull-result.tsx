import type { PullView } from "@berth/api-contract";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import type { Tone } from "#src/ui/tone.ts";

const looks: Record<PullView["status"], { shape: StatusShape; tone: Tone; word: string }> = {
  started: { shape: "half-ring", tone: "info", word: "Started" },
  succeeded: { shape: "check-circle", tone: "success", word: "Succeeded" },
  failed: { shape: "octagon-x", tone: "danger", word: "Failed" },
  refused: { shape: "slash-circle", tone: "warning", word: "Refused" },
};

/** How a pull ended, and whether it was anonymous. */
export function PullResult({ pull }: { pull: Pick<PullView, "status" | "outcome"> }) {
  return (
    <StatusBadge
      {...looks[pull.status]}
      detail={pull.outcome === "anonymous" ? "anonymous" : undefined}
    />
  );
}
