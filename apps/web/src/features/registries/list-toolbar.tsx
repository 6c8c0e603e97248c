import { type HealthState, type RegistryTypeSlug, type RegistryView } from "@berth/api-contract";
import { type RefObject, useId } from "react";
import { healthWord } from "#src/domain-ui/registry-health.tsx";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { Select } from "#src/ui/select.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import { isFiltering, type ListFilter } from "./list-filter.ts";

const expiryWords = [
  { value: "overdue", label: "Overdue" },
  { value: "14-days", label: "Within 14 days" },
  { value: "60-days", label: "Within 60 days" },
  { value: "unknown", label: "No date known" },
];

/** Search and filters of the list. Each choice acts on the address at once; nothing else changes. */
export function ListToolbar({
  registries,
  filter,
  onChange,
  searchField,
}: {
  registries: readonly RegistryView[];
  filter: ListFilter;
  onChange: (change: SearchChange) => void;
  searchField: RefObject<HTMLInputElement | null>;
}) {
  const types = distinct(registries.map(({ type }) => type));
  const states = distinct(registries.map(({ health }) => health.state));
  const owners = new Map(
    registries.flatMap(({ createdBy }) =>
      createdBy ? [[createdBy.id, createdBy.name] as const] : [],
    ),
  );
  return (
    <search className="mb-3 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <LabelledControl label="Search" wide>
        {(id) => (
          <SearchInput
            id={id}
            ref={searchField}
            value={filter.text}
            placeholder="Name, host or pattern"
            onChange={(q) => onChange({ q, page: null })}
          />
        )}
      </LabelledControl>
      <FilterSelect
        label="Type"
        value={filter.type}
        options={types.map((type: RegistryTypeSlug) => ({
          value: type,
          label: registryTypeName(type),
        }))}
        onChange={(type) => onChange({ type, page: null })}
      />
      <FilterSelect
        label="Health"
        value={filter.health}
        options={states.map((state: HealthState) => ({ value: state, label: healthWord(state) }))}
        onChange={(health) => onChange({ health, page: null })}
      />
      <FilterSelect
        label="Expires"
        value={filter.expires}
        options={expiryWords}
        onChange={(expires) => onChange({ expires, page: null })}
      />
      <FilterSelect
        label="Added by"
        value={filter.owner}
        options={[...owners].map(([value, label]) => ({ value, label }))}
        onChange={(owner) => onChange({ owner, page: null })}
      />
      {isFiltering(filter) ? (
        <Button variant="quiet" onClick={() => onChange(noFilter)}>
          Reset
        </Button>
      ) : null}
    </search>
  );
}

export const noFilter: SearchChange = {
  q: null,
  type: null,
  health: null,
  expires: null,
  owner: null,
  page: null,
};

function FilterSelect({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  // A filter that cannot tell anything apart is only in the way, unless a link has set it.
  if (options.length < 2 && value === "") return null;
  return (
    <LabelledControl label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          options={[{ value: "", label: "All" }, ...options]}
        />
      )}
    </LabelledControl>
  );
}

function LabelledControl({
  label,
  wide = false,
  children,
}: {
  label: string;
  wide?: boolean;
  children: (id: string) => React.ReactNode;
}) {
  const id = useId();
  return (
    <div className={wide ? "col-span-2 grow basis-52 md:max-w-xs" : "sm:w-36"}>
      <label htmlFor={id} className="block text-meta text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
