/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex --
   Lines are walked by arrow keys like the rows of a list of pulls; what they hold stays reachable with Tab. */
import { type KeyboardEvent, memo, type ReactNode } from "react";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import { PatternSpans } from "../pattern-spans.tsx";
import { FixButton } from "./fix-button.tsx";
import { type ImageLine, type LineVerdict, sameLine } from "./image-line.ts";

const looks: Record<LineVerdict, StatusLook> = {
  matches: { tone: "success", shape: "check-circle", word: "Matches" },
  "other-wins": {
    tone: "warning",
    shape: "triangle-alert",
    word: "Matches, but another pattern wins",
  },
  "no-match": { tone: "neutral", shape: "octagon-x", word: "No match" },
  unreadable: { tone: "danger", shape: "slash-circle", word: "Not a valid image name" },
};

interface ImageLineItemProps {
  line: ImageLine;
  place: number;
  /** One line of the list can be reached with Tab; arrow keys lead to the others. */
  focusable: boolean;
  /** Whether the hint's fix can be carried out here. */
  fixable: boolean;
  onKeyDown: (event: KeyboardEvent<HTMLLIElement>, place: number) => void;
  onFocus: (place: number) => void;
  onFix: (place: number) => void;
  /** Stands behind the verdict. */
  action?: ((line: ImageLine) => ReactNode) | undefined;
}

/**
 * One image: the verdict, how its name was taken apart, who serves it, and how to mend it. Memoized by what is said:
 * most keystrokes change nothing about most lines.
 */
export const ImageLineItem = memo(function ImageLineItem({
  line,
  place,
  focusable,
  fixable,
  onKeyDown,
  onFocus,
  onFix,
  action,
}: ImageLineItemProps) {
  return (
    <li
      data-tester-row=""
      data-line=""
      tabIndex={focusable ? 0 : -1}
      onKeyDown={(event) => onKeyDown(event, place)}
      onFocus={() => onFocus(place)}
      className="row-offscreen space-y-1 rounded-sm px-3 py-2 -outline-offset-2"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <StatusBadge {...looks[line.verdict]} />
        {action?.(line)}
      </div>
      <LineBody line={line} place={place} fixable={fixable} onFix={onFix} />
    </li>
  );
}, sameProps);

/** What stands under the verdict, whatever becomes of the action beside that. */
const LineBody = memo(function LineBody({
  line,
  place,
  fixable,
  onFix,
}: Pick<ImageLineItemProps, "line" | "place" | "fixable" | "onFix">) {
  const { verdict, reference, spans, implied, notes, sentence, hint } = line;
  return (
    <>
      <p className="leading-6">
        <PatternSpans
          text={reference}
          spans={spans}
          captioned={verdict !== "unreadable" && spans.length > 0}
        />
      </p>
      {implied === "" ? null : (
        <p className="text-table">
          <MonoText>{line.text}</MonoText> is read as{" "}
          <mark className="bg-selected text-fg underline decoration-double">
            <MonoText>{implied}</MonoText>
            <span className="sr-only"> (added)</span>
          </mark>
          <MonoText>{reference.slice(implied.length)}</MonoText>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="text-table text-muted">
          <MarkedText>{note}</MarkedText>
        </p>
      ))}
      {sentence === "" ? null : (
        <p className="wrap-anywhere">
          <MarkedText>{sentence}</MarkedText>
        </p>
      )}
      {hint ? (
        <div className="space-y-1 border-s-2 border-control ps-2 text-table wrap-anywhere">
          <p>
            <MarkedText>{hint.message}</MarkedText>
          </p>
          {hint.fix && fixable ? (
            <FixButton text={hint.fix.text} onApply={() => onFix(place)} />
          ) : null}
        </div>
      ) : null}
    </>
  );
}, sameProps);

function sameProps<Props extends { line: ImageLine }>(before: Props, after: Props): boolean {
  return (Object.keys(after) as (keyof Props)[]).every((name) =>
    name === "line" ? sameLine(before.line, after.line) : before[name] === after[name],
  );
}
