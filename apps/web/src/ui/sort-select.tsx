import type { Column, Sort } from "./column.ts";
import { FilterField } from "./filter-bar.tsx";
import { Select } from "./select.tsx";

/** The order of cards, which have no head to press. */
export function SortSelect<Row>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const choices = columns
    .filter(({ sortable }) => sortable)
    .flatMap(({ id, header }) =>
      (["ascending", "descending"] as const).map((direction) => ({
        value: `${id} ${direction}`,
        label: `${header}, ${direction}`,
        sort: { column: id, direction },
      })),
    );
  return (
    <div className="mb-3 md:hidden print:hidden">
      <FilterField label="Sorted by">
        {(id) => (
          <Select
            id={id}
            value={`${sort.column} ${sort.direction}`}
            options={choices}
            onChange={({ currentTarget }) => {
              const chosen = choices.find(({ value }) => value === currentTarget.value);
              if (chosen) onSort(chosen.sort);
            }}
          />
        )}
      </FilterField>
    </div>
  );
}
