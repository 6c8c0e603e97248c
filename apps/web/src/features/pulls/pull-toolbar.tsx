import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useId } from "react";
import { projectsQuery } from "#src/api/projects.ts";
import type { PullFilter } from "#src/api/pulls.ts";
import { registriesQuery } from "#src/api/registries.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import { Select, type SelectOption } from "#src/ui/select.tsx";
import { isFiltering, noPullFilter, outcomeWords, statusWords } from "./pull-filter.ts";

/** Filters of the pulls. Each choice acts on the address at once and starts at the newest pull again. */
export function PullToolbar({
  org,
  filter,
  onChange,
  searchField,
  fixedRegistry = false,
}: {
  org: string;
  filter: PullFilter;
  onChange: (change: SearchChange) => void;
  searchField: RefObject<HTMLInputElement | null>;
  /** The list is about one registry already. */
  fixedRegistry?: boolean | undefined;
}) {
  const registries = useQuery({ ...registriesQuery(org), enabled: !fixedRegistry });
  const projects = useQuery(projectsQuery(org));
  return (
    <search className="mb-3 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <LabelledControl label="Image" wide>
        {(id) => (
          <SearchInput
            id={id}
            ref={searchField}
            value={filter.image ?? ""}
            placeholder="Part of an image name"
            onChange={(image) => onChange({ image, cursor: null })}
          />
        )}
      </LabelledControl>
      <FilterSelect
        label="Result"
        value={filter.status}
        options={optionsOf(statusWords)}
        onChange={(status) => onChange({ status, cursor: null })}
      />
      <FilterSelect
        label="Signed in"
        value={filter.outcome}
        options={optionsOf(outcomeWords)}
        onChange={(outcome) => onChange({ outcome, cursor: null })}
      />
      {fixedRegistry ? null : (
        <FilterSelect
          label="Registry"
          value={filter.registry}
          options={(registries.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(registry) => onChange({ registry, cursor: null })}
        />
      )}
      <FilterSelect
        label="Project"
        value={filter.project}
        options={(projects.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(project) => onChange({ project, cursor: null })}
      />
      {isFiltering(fixedRegistry ? { ...filter, registry: undefined } : filter) ? (
        <Button variant="quiet" onClick={() => onChange(noPullFilter)}>
          Reset
        </Button>
      ) : null}
    </search>
  );
}

function optionsOf(words: Record<string, string>): SelectOption[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function FilterSelect({
  label,
  value = "",
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
}) {
  // What a link asks for stays visible, also while the choices load or when it no longer exists.
  const known = value === "" || options.some((option) => option.value === value);
  const all = known ? options : [{ value, label: "Another one" }, ...options];
  return (
    <LabelledControl label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          options={[{ value: "", label: "All" }, ...all]}
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
  children: (id: string) => ReactNode;
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
