import { type RefObject, useState } from "react";
import type { LineMark } from "./line-marks.ts";

/** Pixels; the same for the text and its gutter, or the marks would drift. */
const lineHeight = 20;
const paddingTop = 8;
const linesShown = 24;

/**
 * The text with line numbers and a mark beside each line that names an image. A plain text area, so that every way of
 * editing works; the gutter only repeats what the table says, so it is not read out.
 */
export function FileText({
  id,
  text,
  onText,
  marks,
  field,
}: {
  id: string;
  text: string;
  onText: (text: string) => void;
  marks: ReadonlyMap<number, LineMark>;
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const [scrollTop, setScrollTop] = useState(0);
  const total = text.split("\n").length;
  const first = Math.max(1, Math.floor((scrollTop - paddingTop) / lineHeight) + 1);
  const last = Math.min(total, first + linesShown + 1);
  return (
    <div className="flex overflow-hidden rounded-md border border-control focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus">
      <div
        aria-hidden="true"
        className="relative w-14 shrink-0 overflow-hidden border-e border-divider bg-subtle font-mono text-table text-faint select-none"
      >
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
          const line = first + at;
          const mark = marks.get(line);
          return (
            <div
              key={line}
              className="absolute inset-x-0 flex justify-between px-1.5"
              style={{ top: paddingTop + (line - 1) * lineHeight - scrollTop, height: lineHeight }}
            >
              <span className={`w-3 font-semibold ${mark?.look ?? ""}`}>{mark?.sign}</span>
              <span>{line}</span>
            </div>
          );
        })}
      </div>
      <textarea
        ref={field}
        id={id}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        placeholder={"services:\n  web:\n    image: registry.example.com/team/web:1"}
        style={{ height: linesShown * lineHeight, lineHeight: `${lineHeight}px`, paddingTop }}
        className="block w-full resize-none bg-canvas px-3 font-mono text-table! text-fg outline-none placeholder:text-faint"
      />
    </div>
  );
}

/** Shows a line and puts the cursor on it. */
export function goToLine(field: HTMLTextAreaElement | null, line: number): void {
  if (!field) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  field.scrollTop = Math.max(0, (line - 1) * lineHeight - field.clientHeight / 3);
}
