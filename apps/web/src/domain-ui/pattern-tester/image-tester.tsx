import { type KeyboardEvent, memo, type ReactNode, type RefObject, useRef, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { replaceText, type TextField } from "#src/lib/replace-text.ts";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { useDebounced } from "#src/lib/use-debounced.ts";
import { Field } from "#src/ui/field.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { TextArea } from "#src/ui/text-area.tsx";
import { ImageLineItem } from "./image-line-item.tsx";
import type { ImageLine, LineHint } from "./image-line.ts";
import { lineAt, rangeOfLine } from "./image-text.ts";
import { useInSight } from "./use-in-sight.ts";
import { countsInWords } from "./counts-in-words.ts";
import type { Tester } from "./use-pattern-tester.ts";

/** Lines drawn at once, whatever was pasted. */
const pageSize = 20;
/** The summary is read out once the typing has paused for this long. */
const summaryPauseMs = 500;
/** Lines that are scrolled out of sight follow once the typing has paused for this long. */
const unseenPauseMs = 250;

export interface ImageTesterProps {
  tester: Tester;
  /** The field of the pattern in a row, for fixes that rewrite it. */
  patternField?: ((place: number) => TextField | null) | undefined;
  /** Stands behind a line's verdict. Every line is drawn anew when this is another function. */
  lineAction?: ((line: ImageLine) => ReactNode) | undefined;
}

/** Images to try, one a line, and what becomes of each. */
export function ImageTester({ tester, patternField, lineAction }: ImageTesterProps) {
  const { images, imagesText, counts, lineAt: lineNow, corrected } = tester;
  const text = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [page, setPage] = useState(0);
  const [active, setActive] = useState(0);
  const last = Math.max(0, Math.ceil(images.length / pageSize) - 1);
  const first = Math.min(page, last) * pageSize;
  const drawn = Math.min(pageSize, images.length - first);
  const inSight = useInSight(list, first, drawn);
  const settled = useDebounced(lineNow, unseenPauseMs);
  const lineIn = (place: number) =>
    (inSight(place) ? null : sameText(settled(place), images[place])) ?? lineNow(place);
  const lines = Array.from({ length: drawn }, (_, at) => lineIn(first + at)).filter(isLine);
  const focused = Math.min(Math.max(active, first), first + lines.length - 1);

  const applyFix = (hint: LineHint | null, place: number) => {
    const fix = hint?.fix;
    if (!fix) return false;
    const target =
      fix.place === null
        ? imageRange(text, imagesText, place)
        : patternRange(patternField, fix.place);
    if (!target) return false;
    replaceText(target.field, target.start, target.end, fix.text);
    announce(`Changed to ${fix.text}`);
    return true;
  };
  const fixLine = useStableCallback((place: number) =>
    applyFix(lineNow(place)?.hint ?? null, place),
  );
  const onLineKey = useStableCallback((event: KeyboardEvent<HTMLLIElement>, place: number) => {
    if (event.key === "Enter" && event.altKey) {
      if (fixLine(place)) event.preventDefault();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const items = list.current?.querySelectorAll<HTMLElement>("[data-line]");
    const next = items?.[place - first + step];
    if (step === 0 || !next || event.target !== event.currentTarget) return;
    event.preventDefault();
    next.focus();
  });
  const onTextKey = useStableCallback((event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || !event.altKey) return;
    event.preventDefault();
    const at = lineAt(imagesText, event.currentTarget.selectionStart);
    if (at) applyFix(lineNow(at.place)?.hint ?? null, at.place);
  });

  return (
    <div className="space-y-3">
      <ImagesField
        field={text}
        text={imagesText}
        lines={images.length}
        onChange={tester.setImagesText}
        onKeyDown={onTextKey}
      />
      <Summary id={tester.resultId} text={countsInWords(counts)} />
      {corrected ? (
        <Notice tone="info" live>
          Preview updated by the server.
        </Notice>
      ) : null}
      {lines.length > 0 ? (
        <ol
          ref={list}
          aria-label="Results"
          className="divide-y divide-divider rounded-md border border-divider"
        >
          {lines.map((line, at) => (
            <ImageLineItem
              key={first + at}
              line={line}
              place={first + at}
              focusable={first + at === focused}
              fixable={line.hint?.fix?.place === null || patternField !== undefined}
              onFocus={setActive}
              onKeyDown={onLineKey}
              onFix={fixLine}
              action={lineAction}
            />
          ))}
        </ol>
      ) : null}
      <Pagination
        label="Pages of images"
        summary={`${images.length} images, page ${first / pageSize + 1} of ${last + 1}`}
        onPrevious={first > 0 ? () => setPage(first / pageSize - 1) : null}
        onNext={first / pageSize < last ? () => setPage(first / pageSize + 1) : null}
      />
    </div>
  );
}

/** Memoized: a key in a pattern changes nothing about the images. */
const ImagesField = memo(function ImagesField({
  field,
  text,
  lines,
  onChange,
  onKeyDown,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  lines: number;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}) {
  return (
    <Field
      label="Images to try"
      hint="One image per line. They start with those pulled most from this registry."
      optional
    >
      {(control) => (
        <TextArea
          {...control}
          ref={field}
          mono
          wrap="off"
          rows={Math.min(8, Math.max(3, lines + 1))}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      )}
    </Field>
  );
});

/** Seen at once; heard once, when the typing has paused. */
const Summary = memo(function Summary({ id, text }: { id: string; text: string }) {
  const settled = useDebounced(text, summaryPauseMs);
  return (
    <div id={id} tabIndex={-1} className="font-medium">
      <p aria-hidden="true">{text}</p>
      <output className="sr-only">{settled}</output>
    </div>
  );
});

function sameText(line: ImageLine | null, text: string | undefined): ImageLine | null {
  return line?.text === text ? line : null;
}

function isLine(line: ImageLine | null): line is ImageLine {
  return line !== null;
}

interface Target {
  field: TextField;
  start: number;
  end: number;
}

function imageRange(
  text: RefObject<HTMLTextAreaElement | null>,
  imagesText: string,
  place: number,
): Target | null {
  const range = rangeOfLine(imagesText, place);
  return text.current && range && { field: text.current, ...range };
}

function patternRange(
  patternField: ImageTesterProps["patternField"],
  place: number,
): Target | null {
  const field = patternField?.(place) ?? null;
  return field && { field, start: 0, end: field.value.length };
}
