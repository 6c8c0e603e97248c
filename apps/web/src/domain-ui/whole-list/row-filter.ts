import type { SelectOption } from "#src/ui/select.tsx";

/** One choice above a list: the rows stay whose value is the chosen one. */
export interface RowChoice<Row> {
  /** What it is called in the address. */
  name: string;
  label: string;
  options: readonly SelectOption[];
  valueOf: (row: Row) => string;
}

/** What the rows of a list are found by. */
export interface RowFilter<Row> {
  placeholder: string;
  /** Where the search looks. */
  textsOf: (row: Row) => readonly (string | null)[];
  choices?: readonly RowChoice<Row>[] | undefined;
}

/** What the search is called in the address. */
export const searchName = "q";

/** The rows that the address asks for. Unknown values fit no row; the chip takes such a value away. */
export function filterRows<Row>(
  rows: readonly Row[],
  { textsOf, choices = [] }: RowFilter<Row>,
  asked: URLSearchParams,
): readonly Row[] {
  const wanted = (asked.get(searchName) ?? "").trim().toLowerCase();
  const chosen = choices
    .map(({ name, valueOf }) => ({ valueOf, value: asked.get(name) ?? "" }))
    .filter(({ value }) => value !== "");
  if (wanted === "" && chosen.length === 0) return rows;
  return rows.filter(
    (row) =>
      (wanted === "" || textsOf(row).some((text) => text?.toLowerCase().includes(wanted))) &&
      chosen.every(({ valueOf, value }) => valueOf(row) === value),
  );
}

/** Whether the address asks for some of the rows only. */
export function isFiltered<Row>({ choices = [] }: RowFilter<Row>, asked: URLSearchParams): boolean {
  return [searchName, ...choices.map(({ name }) => name)].some(
    (name) => (asked.get(name) ?? "").trim() !== "",
  );
}

/** The choices that tell something apart among these rows, each with the values that occur; and those that are set. */
export function usefulChoices<Row>(
  rows: readonly Row[],
  { choices = [] }: RowFilter<Row>,
  asked: URLSearchParams,
): RowChoice<Row>[] {
  return choices.flatMap((choice) => {
    const present = new Set(rows.map(choice.valueOf));
    const set = asked.get(choice.name);
    const options = choice.options.filter(({ value }) => present.has(value) || value === set);
    return options.length > 1 || set ? [{ ...choice, options }] : [];
  });
}
