import type { OverlapView } from "@berth/api-contract";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import { toneText } from "#src/ui/tone.ts";

const looks: Record<OverlapView["kind"], StatusLook> = {
  identical: { tone: "danger", shape: "octagon-x", word: "Problem" },
  "never-wins": { tone: "warning", shape: "triangle-alert", word: "Warning" },
  "paused-winner": { tone: "warning", shape: "pause-square", word: "Warning" },
  "takes-over": { tone: "warning", shape: "triangle-alert", word: "Warning" },
  tie: { tone: "warning", shape: "diamond-alert", word: "Warning" },
  partial: { tone: "info", shape: "question-circle", word: "Note" },
};

/** How a pattern gets in the way of others, the gravest first. */
export function RowWarnings({ overlaps }: { overlaps: readonly OverlapView[] }) {
  if (overlaps.length === 0) return null;
  return (
    <ul className="mt-1 space-y-1">
      {overlaps.map(({ kind, message, other }) => {
        const { tone, shape, word } = looks[kind];
        return (
          <li key={`${kind} ${other?.pattern ?? ""}`} className="flex gap-1.5 text-table">
            <span className={`pt-0.5 ${toneText[tone]}`}>
              <StatusGlyph shape={shape} />
              <span className="sr-only">{word}: </span>
            </span>
            <span className="min-w-0 wrap-anywhere">
              <MarkedText>{message}</MarkedText>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
