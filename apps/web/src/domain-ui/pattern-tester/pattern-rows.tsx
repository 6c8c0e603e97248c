import { memo, useCallback, useId, useMemo, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { useRevealer } from "#src/lib/reveal-field.ts";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { Button } from "#src/ui/button.tsx";
import { plusGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { countsInShort } from "./counts-in-words.ts";
import { PatternRowItem } from "./pattern-row-item.tsx";
import { ResultButton } from "./result-button.tsx";
import type { Tester } from "./use-pattern-tester.ts";

/** Rows drawn at once: a registry may have a hundred, and at each key the browser itself reads every field there is. */
const pageSize = 10;
/** The most patterns that the server takes for one registry. */
const patternsMax = 100;

export interface PatternRowsProps {
  tester: Pick<Tester, "rows" | "overlaps" | "registry" | "counts" | "resultId">;
  /** The tester follows the patterns at every width; elsewhere it stands beside them from 1024 px on. */
  stacked?: boolean | undefined;
  /** Absent where the person may look but not change. */
  onChange?: ((patterns: string[]) => void) | undefined;
  /** Makes the id of a row's field, for an error summary that leads there. */
  fieldId?: ((place: number) => string) | undefined;
  /** What a save brought up about single rows. */
  errors?: ReadonlyMap<number, string> | undefined;
}

/** The patterns of a registry, each with what it covers in words and what is odd about it. */
export function PatternRows({ tester, stacked, onChange, fieldId, errors }: PatternRowsProps) {
  const { rows, overlaps, registry, resultId } = tester;
  const base = useId();
  const [page, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const first = Math.min(page, last) * pageSize;
  const idOf = fieldId ?? ((place: number) => `${base}-${place}`);
  const texts = rows.map(({ text }) => text);

  const focusRow = (place: number) => {
    setPage(Math.floor(place / pageSize));
    // The row stands there after the next render.
    requestAnimationFrame(() => document.getElementById(idOf(place))?.focus());
  };
  useRevealer((id) => {
    const place = rows.findIndex((_, at) => idOf(at) === id);
    if (place >= 0) focusRow(place);
    return place >= 0;
  });
  const change = useStableCallback((place: number, text: string) =>
    onChange?.(texts.with(place, text)),
  );
  const remove = useStableCallback((place: number) => {
    onChange?.(texts.filter((_, at) => at !== place));
    announce(`Removed pattern ${place + 1}`);
    focusRow(Math.min(place, texts.length - 2));
  });
  const add = useStableCallback(() => {
    onChange?.([...texts, ""]);
    focusRow(texts.length);
  });
  // Stays when the field is left, so that nothing goes away from under a finger.
  const [typedIn, setTypedIn] = useState<number | null>(null);
  const counts = countsInShort(tester.counts);
  const result = useMemo(
    () => <ResultButton text={counts} resultId={resultId} stacked={stacked} />,
    [counts, resultId, stacked],
  );
  const turn = useCallback((by: number) => setPage((now) => Math.min(now, last) + by), [last]);

  return (
    <div className="space-y-4">
      <ol className="-my-1.5 space-y-1" start={first + 1}>
        {rows.slice(first, first + pageSize).map((row, at) => {
          const place = first + at;
          return (
            <PatternRowItem
              key={place}
              id={idOf(place)}
              place={place}
              row={row}
              overlaps={overlaps.get(row.canonical ?? "") ?? none}
              placeholder={placeholderOf(registry)}
              error={errors?.get(place)}
              result={place === typedIn ? result : null}
              onChange={onChange && change}
              onRemove={onChange && rows.length > 1 ? remove : undefined}
              onFocus={setTypedIn}
            />
          );
        })}
      </ol>
      <PageTurner count={rows.length} page={first / pageSize} last={last} turn={turn} />
      {onChange && rows.length < patternsMax ? <AddButton onAdd={add} /> : null}
    </div>
  );
}

const PageTurner = memo(function PageTurner({
  count,
  page,
  last,
  turn,
}: {
  count: number;
  page: number;
  last: number;
  turn: (by: number) => void;
}) {
  return (
    <Pagination
      label="Pages of patterns"
      summary={`${count} patterns, page ${page + 1} of ${last + 1}`}
      onPrevious={page > 0 ? () => turn(-1) : null}
      onNext={page < last ? () => turn(1) : null}
    />
  );
});

const AddButton = memo(function AddButton({ onAdd }: { onAdd: () => void }) {
  return (
    <Button onClick={onAdd}>
      <Icon glyph={plusGlyph} />
      Add pattern
    </Button>
  );
});

const none: readonly never[] = [];

function placeholderOf({ hostRule }: Tester["registry"]): string {
  const host = hostRule?.kind === "exact" ? hostRule.hosts[0] : hostRule?.pattern;
  return `${host ?? "registry.example.com"}/team/*`;
}
