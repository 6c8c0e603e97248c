import type { OverlapView } from "@berth/api-contract";
import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { announce } from "#src/lib/announcer.ts";
import { replaceText } from "#src/lib/replace-text.ts";
import { xGlyph } from "#src/ui/glyphs.ts";
import { IconButton } from "#src/ui/icon-button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { FixButton } from "./fix-button.tsx";
import type { PatternRow } from "./pattern-row.ts";
import { RowWarnings } from "./row-warnings.tsx";

interface PatternRowItemProps {
  id: string;
  place: number;
  row: PatternRow;
  overlaps: readonly OverlapView[];
  placeholder: string;
  error: string | undefined;
  /** Stands beside the name of the field that is typed in. */
  result: ReactNode;
  /** Absent where the person may look but not change. */
  onChange: ((place: number, text: string) => void) | undefined;
  onRemove: ((place: number) => void) | undefined;
  onFocus: (place: number) => void;
}

/** One pattern. Memoized: typing in one of a hundred must not draw the others again. */
export const PatternRowItem = memo(function PatternRowItem({
  id,
  place,
  row,
  overlaps,
  placeholder,
  error,
  result,
  onChange,
  onRemove,
  onFocus,
}: PatternRowItemProps) {
  const field = useRef<HTMLInputElement>(null);
  const number = place + 1;
  const { problem } = row;
  const fix = problem?.fix ?? null;
  const applyFix = () => {
    if (fix === null || !field.current || !onChange) return;
    replaceText(field.current, 0, field.current.value.length, fix);
    announce(`Changed pattern ${number} to ${fix}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !event.altKey || fix === null) return;
    event.preventDefault();
    applyFix();
  };
  return (
    <li data-tester-row="" className="row-offscreen -mx-1.5 p-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-table text-muted">
          Pattern {number}
        </label>
        {result}
      </div>
      <div className="flex items-center gap-1">
        {/* In a box of its own: as an item of the flexible line the field could not be laid out by itself. */}
        <div className="min-w-0 grow">
          {/* Its name comes into view with it, and it stands clear of a save bar of three lines. */}
          <TextInput
            ref={field}
            id={id}
            mono
            value={row.text}
            readOnly={!onChange}
            placeholder={placeholder}
            aria-describedby={`${id}-about`}
            aria-invalid={problem !== null || error !== undefined ? true : undefined}
            onChange={(event) => onChange?.(place, event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onFocus={() => onFocus(place)}
            className="field-in-place scroll-mt-6 max-lg:scroll-mb-24 read-only:bg-subtle"
          />
        </div>
        {onRemove ? <RemoveButton place={place} onRemove={onRemove} /> : null}
      </div>
      <About id={`${id}-about`} row={row} error={error} placeholder={placeholder} />
      {fix !== null && onChange ? (
        <div className="mt-1">
          <FixButton text={fix} onApply={applyFix} />
        </div>
      ) : null}
      <RowWarnings
        overlaps={problem ? overlaps.filter(({ kind }) => kind !== "identical") : overlaps}
      />
    </li>
  );
});

const RemoveButton = memo(function RemoveButton({
  place,
  onRemove,
}: {
  place: number;
  onRemove: (place: number) => void;
}) {
  return (
    <IconButton
      glyph={xGlyph}
      label={`Remove pattern ${place + 1}`}
      onClick={() => onRemove(place)}
    />
  );
});

function About({
  id,
  row: { text, problem, words, notes },
  error,
  placeholder,
}: {
  id: string;
  row: PatternRow;
  error: string | undefined;
  placeholder: string;
}) {
  return (
    <div id={id} className="mt-1 max-w-prose text-table wrap-anywhere">
      {error === undefined || error === problem?.message ? null : (
        <p className="font-medium text-danger">
          <MarkedText>{error}</MarkedText>
        </p>
      )}
      {problem ? (
        <p className="text-danger">
          <MarkedText>{problem.message}</MarkedText>
        </p>
      ) : null}
      {words === null ? null : (
        <p>
          <MarkedText>{words}</MarkedText>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="text-muted">
          <MarkedText>{note}</MarkedText>
        </p>
      ))}
      {text.trim() === "" ? (
        <p className="text-muted">
          Write which images this registry serves, e.g. <code>{placeholder}</code>.
        </p>
      ) : null}
    </div>
  );
}
