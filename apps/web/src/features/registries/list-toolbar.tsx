import type { HealthState, RegistryTypeSlug, RegistryView, Role } from "@berth/api-contract";
import type { RefObject } from "react";
import { healthWord } from "#src/domain-ui/registry-health.tsx";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import { FilterBar, FilterField, FilterSelect } from "#src/ui/filter-bar.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import type { ListFilter } from "./list-filter.ts";

const expiryWords = [
  { value: "overdue", label: "Overdue" },
  { value: "14-days", label: "Within 14 days" },
  { value: "60-days", label: "Within 60 days" },
  { value: "unknown", label: "No date known" },
];

/** Search and filters of the list. Each choice acts on the address at once; nothing else changes. */
export function ListToolbar({
  role,
  registries,
  filter,
  onChange,
  searchField,
  region,
}: {
  role: Role;
  registries: readonly RegistryView[];
  filter: ListFilter;
  onChange: (change: SearchChange) => void;
  searchField: RefObject<HTMLInputElement | null>;
  region: RefObject<HTMLElement | null>;
}) {
  const types = distinct(registries.map(({ type }) => type));
  const states = distinct(registries.map(({ health }) => health.state));
  const owners = new Map(
    registries.flatMap(({ createdBy }) =>
      createdBy ? [[createdBy.id, createdBy.name] as const] : [],
    ),
  );
  const set = (name: keyof typeof parameters) => (value: string) =>
    onChange({ [parameters[name]]: value, page: null });
  const filters = [
    {
      name: "type",
      label: "Type",
      options: types.map((type: RegistryTypeSlug) => ({
        value: type,
        label: registryTypeName(type),
      })),
    },
    {
      name: "health",
      label: "Health",
      options: states.map((state: HealthState) => ({ value: state, label: healthWord(state) })),
    },
    // A member is not told when a secret ends.
    { name: "expires", label: "Expires", options: role === "member" ? [] : expiryWords },
    {
      name: "owner",
      label: "Added by",
      options: [...owners].map(([value, label]) => ({ value, label })),
    },
  ] as const;
  const chips = [
    { name: "text", label: "Search", value: filter.text.trim() },
    ...filters.map(({ name, label, options }) => ({
      name,
      label,
      value: options.find(({ value }) => value === filter[name])?.label ?? filter[name],
    })),
  ] as const;
  return (
    <FilterBar
      region={region}
      chips={chips
        .filter(({ value }) => value !== "")
        .map(({ name, label, value }) => ({ label, value, onRemove: () => set(name)("") }))}
      onReset={() => onChange(noFilter)}
    >
      <FilterField label="Search" width="wide">
        {(id) => (
          <SearchInput
            id={id}
            ref={searchField}
            value={filter.text}
            placeholder="Name, host or pattern"
            onChange={set("text")}
          />
        )}
      </FilterField>
      {filters.map(({ name, label, options }) =>
        // A filter that cannot tell anything apart is only in the way, unless a link has set it.
        options.length < 2 && filter[name] === "" ? null : (
          <FilterSelect
            key={name}
            label={label}
            value={filter[name]}
            options={options}
            onChange={set(name)}
          />
        ),
      )}
    </FilterBar>
  );
}

/** What a part of the filter is called in the address. */
const parameters = {
  text: "q",
  type: "type",
  health: "health",
  expires: "expires",
  owner: "owner",
} as const;

export const noFilter: SearchChange = {
  q: null,
  type: null,
  health: null,
  expires: null,
  owner: null,
  page: null,
};

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
