import { type KeyboardEvent, useId, useRef, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { replaceText } from "#src/lib/replace-text.ts";
import { Button } from "#src/ui/button.tsx";
import { plusGlyph, xGlyph } from "#src/ui/glyphs.ts";
import { IconButton } from "#src/ui/icon-button.tsx";
import { Icon } from "#src/ui/icon.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { FixButton } from "./fix-button.tsx";
import type { PatternRow } from "./pattern-row.ts";
import { RowWarnings } from "./row-warnings.tsx";
import type { Tester } from "./use-pattern-tester.ts";

/** Rows drawn at once: a registry may have a hundred. */
const pageSize = 25;
/** The most patterns that the server takes for one registry. */
const patternsMax = 100;

export interface PatternRowsProps {
  tester: Pick<Tester, "rows" | "overlapsOf" | "registry">;
  /** Absent where the person may look but not change. */
  onChange?: ((patterns: string[]) => void) | undefined;
  /** Makes the id of a row's field, for an error summary that leads there. */
  fieldId?: ((place: number) => string) | undefined;
  /** What a save brought up about single rows. */
  errors?: ReadonlyMap<number, string> | undefined;
}

/** The patterns of a registry, each with what it covers in words and what is odd about it. */
export function PatternRows({ tester, onChange, fieldId, errors }: PatternRowsProps) {
  const { rows } = tester;
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const first = Math.min(page, last) * pageSize;
  const idOf = fieldId ?? ((place: number) => `${base}-${place}`);

  const focusRow = (place: number) => {
    setPage(Math.floor(place / pageSize));
    // The row stands there after the next render.
    requestAnimationFrame(() => document.getElementById(idOf(place))?.focus());
  };
  const texts = rows.map(({ text }) => text);
  const add = () => {
    onChange?.([...texts, ""]);
    focusRow(texts.length);
  };
  const remove = (place: number) => {
    onChange?.(texts.filter((_, at) => at !== place));
    announce(`Removed pattern ${place + 1}`);
    focusRow(Math.min(place, texts.length - 2));
  };

  return (
    <div ref={list} className="space-y-4">
      <ol className="space-y-4" start={first + 1}>
        {rows.slice(first, first + pageSize).map((row, at) => {
          const place = first + at;
          return (
            <li key={place} data-tester-row="">
              <Row
                id={idOf(place)}
                number={place + 1}
                row={row}
                tester={tester}
                error={errors?.get(place)}
                onChange={onChange && ((text) => onChange(texts.with(place, text)))}
                onRemove={onChange && texts.length > 1 ? () => remove(place) : undefined}
              />
            </li>
          );
        })}
      </ol>
      <Pagination
        label="Pages of patterns"
        summary={`${rows.length} patterns, page ${first / pageSize + 1} of ${last + 1}`}
        onPrevious={first > 0 ? () => setPage(first / pageSize - 1) : null}
        onNext={first / pageSize < last ? () => setPage(first / pageSize + 1) : null}
      />
      {onChange && rows.length < patternsMax ? (
        <Button onClick={add}>
          <Icon glyph={plusGlyph} />
          Add pattern
        </Button>
      ) : null}
    </div>
  );
}

function Row({
  id,
  number,
  row,
  tester,
  error,
  onChange,
  onRemove,
}: {
  id: string;
  number: number;
  row: PatternRow;
  tester: PatternRowsProps["tester"];
  error: string | undefined;
  onChange: ((text: string) => void) | undefined;
  onRemove: (() => void) | undefined;
}) {
  const field = useRef<HTMLInputElement>(null);
  const { problem, words, notes } = row;
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
    <>
      <label htmlFor={id} className="block text-table text-muted">
        Pattern {number}
      </label>
      <div className="flex items-center gap-1">
        <TextInput
          ref={field}
          id={id}
          mono
          value={row.text}
          readOnly={!onChange}
          placeholder={placeholderOf(tester)}
          aria-describedby={`${id}-about`}
          aria-invalid={problem !== null || error !== undefined ? true : undefined}
          onChange={(event) => onChange?.(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          className="read-only:bg-subtle"
        />
        {onRemove ? (
          <IconButton glyph={xGlyph} label={`Remove pattern ${number}`} onClick={onRemove} />
        ) : null}
      </div>
      <div id={`${id}-about`} className="mt-1 max-w-prose text-table wrap-anywhere">
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
        {row.text.trim() === "" ? (
          <p className="text-muted">
            Write which images this registry serves, e.g. <code>{placeholderOf(tester)}</code>.
          </p>
        ) : null}
      </div>
      {fix !== null && onChange ? (
        <div className="mt-1">
          <FixButton text={fix} onApply={applyFix} />
        </div>
      ) : null}
      <RowWarnings overlaps={tester.overlapsOf(row)} />
    </>
  );
}

function placeholderOf({ registry }: Pick<Tester, "registry">): string {
  const rule = registry.hostRule;
  const host = rule?.kind === "exact" ? rule.hosts[0] : rule?.pattern;
  return `${host ?? "registry.example.com"}/team/*`;
}
