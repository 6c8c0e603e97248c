import type { RefObject } from "react";
import { useSearch } from "#src/router/use-search.ts";
import { FilterBar, FilterField, FilterSelect } from "#src/ui/filter-bar.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import { isFiltered, type RowFilter, searchName, usefulChoices } from "./row-filter.ts";

/** Up to here a list is read faster than it is searched. */
const searchedFrom = 11;

/** Search and choices above rows that are all here; nothing where there are few. */
export function RowFilterBar<Row>({
  rows,
  filter,
  searchField,
  region,
}: {
  rows: readonly Row[];
  filter: RowFilter<Row>;
  searchField: RefObject<HTMLInputElement | null>;
  region: RefObject<HTMLElement | null>;
}) {
  const [asked, change] = useSearch();
  if (rows.length < searchedFrom && !isFiltered(filter, asked)) return null;
  const set = (name: string) => (value: string) => change({ [name]: value, page: null });
  const choices = usefulChoices(rows, filter, asked);
  const text = asked.get(searchName) ?? "";
  const chips = [
    { name: searchName, label: "Search", value: text.trim() },
    ...choices.map(({ name, label, options }) => {
      const value = asked.get(name) ?? "";
      return {
        name,
        label,
        value: options.find((option) => option.value === value)?.label ?? value,
      };
    }),
  ];
  return (
    <FilterBar
      region={region}
      chips={chips
        .filter(({ value }) => value !== "")
        .map(({ name, label, value }) => ({ label, value, onRemove: () => set(name)("") }))}
      onReset={() => change(noRowFilter(filter))}
    >
      <FilterField label="Search" width="wide">
        {(id) => (
          <SearchInput
            id={id}
            ref={searchField}
            value={text}
            placeholder={filter.placeholder}
            onChange={set(searchName)}
          />
        )}
      </FilterField>
      {choices.map(({ name, label, options }) => (
        <FilterSelect
          key={name}
          label={label}
          value={asked.get(name) ?? ""}
          options={options}
          onChange={set(name)}
        />
      ))}
    </FilterBar>
  );
}

/** The change of the address that shows every row again. */
export function noRowFilter<Row>({ choices = [] }: RowFilter<Row>): Record<string, null> {
  return Object.fromEntries(
    [searchName, "page", ...choices.map(({ name }) => name)].map((name) => [name, null]),
  );
}
