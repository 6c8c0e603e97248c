import type { RefObject } from "react";
import { useSearch } from "#src/router/use-search.ts";
import { ChoiceBar } from "#src/ui/choice-bar.tsx";
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
  return (
    <ChoiceBar
      region={region}
      search={{ name: searchName, placeholder: filter.placeholder, field: searchField }}
      choices={usefulChoices(rows, filter, asked)}
      valueOf={(name) => asked.get(name) ?? ""}
      onChange={(name, value) => change({ [name]: value, page: null })}
      onReset={() => change(noRowFilter(filter))}
    />
  );
}

/** The change of the address that shows every row again. */
export function noRowFilter<Row>({ choices = [] }: RowFilter<Row>): Record<string, null> {
  return Object.fromEntries(
    [searchName, "page", ...choices.map(({ name }) => name)].map((name) => [name, null]),
  );
}
