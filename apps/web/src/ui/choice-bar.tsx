import type { RefObject } from "react";
import { FilterBar, FilterField, FilterSelect } from "./filter-bar.tsx";
import { SearchInput } from "./search-input.tsx";
import type { SelectOption } from "./select.tsx";

/** One choice of a filter bar, by its name in the address. */
export interface Choice {
  name: string;
  label: string;
  options: readonly SelectOption[];
}

/** A filter bar of a search and choices, each of which shows as a chip while it is set. */
export function ChoiceBar({
  search,
  choices,
  valueOf,
  onChange,
  onReset,
  region,
}: {
  search?:
    | { name: string; placeholder: string; field: RefObject<HTMLInputElement | null> }
    | undefined;
  choices: readonly Choice[];
  /** What a name is set to; empty is not at all. */
  valueOf: (name: string) => string;
  onChange: (name: string, value: string) => void;
  onReset: () => void;
  region?: RefObject<HTMLElement | null> | undefined;
}) {
  const set = [
    ...(search === undefined
      ? []
      : [{ name: search.name, label: "Search", value: valueOf(search.name).trim() }]),
    ...choices.map(({ name, label, options }) => ({
      name,
      label,
      value: labelIn(options, valueOf(name)),
    })),
  ].filter(({ value }) => value !== "");
  return (
    <FilterBar
      region={region}
      chips={set.map(({ name, ...chip }) => ({ ...chip, onRemove: () => onChange(name, "") }))}
      onReset={onReset}
    >
      {search === undefined ? null : (
        <FilterField label="Search" width="wide">
          {(id) => (
            <SearchInput
              id={id}
              ref={search.field}
              value={valueOf(search.name)}
              placeholder={search.placeholder}
              onChange={(text) => onChange(search.name, text)}
            />
          )}
        </FilterField>
      )}
      {choices.map(({ name, label, options }) => (
        <FilterSelect
          key={name}
          label={label}
          value={valueOf(name)}
          options={options}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </FilterBar>
  );
}

/** A link may ask for what no longer exists. */
function labelIn(options: readonly SelectOption[], value: string): string {
  if (value === "") return "";
  return options.find((option) => option.value === value)?.label ?? "Another one";
}
