import { type ReactNode, useRef } from "react";
import { formatCount, plural } from "#src/lib/time-format.ts";
import { useListKeys } from "#src/lib/use-list-keys.ts";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { filterRows, isFiltered, type RowFilter } from "./row-filter.ts";
import { noRowFilter, RowFilterBar } from "./row-filter-bar.tsx";
import { usePages } from "./use-pages.ts";

/**
 * A list whose rows all came at once: search and choices that live in the address, fifty rows a page, and the keys of a
 * list. `children` draws the rows of the page.
 */
export function WholeList<Row>({
  rows,
  one,
  many,
  filter,
  children,
}: {
  rows: readonly Row[];
  /** What a row is called: "project". */
  one: string;
  many: string;
  filter: RowFilter<Row>;
  children: (rows: readonly Row[]) => ReactNode;
}) {
  const [asked, change] = useSearch();
  const searchField = useRef<HTMLInputElement>(null);
  const filters = useRef<HTMLElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const found = filterRows(rows, filter, asked);
  const count = plural(found.length, one, many);
  const filtered = isFiltered(filter, asked);

  const { shown, place, turn } = usePages(found);
  useListKeys({ table, search: searchField, filters, pages: turn });

  return (
    <>
      <RowFilterBar rows={rows} filter={filter} searchField={searchField} region={filters} />
      <output
        className={filtered && found.length > 0 ? "mb-2 block text-table text-muted" : "sr-only"}
      >
        {filtered ? `${count} of ${formatCount(rows.length)}` : ""}
      </output>
      {found.length === 0 ? (
        <EmptyState
          title={`No ${many} match these filters.`}
          actions={<Button onClick={() => change(noRowFilter(filter))}>Reset</Button>}
        />
      ) : (
        <div ref={table}>{children(shown)}</div>
      )}
      <Pagination label={`Pages of ${many}`} summary={`${count}, ${place}`} {...turn} />
    </>
  );
}
