import { investigators, type PullFilter } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { projectsQuery } from "#src/api/projects.ts";
import { registriesQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { TimeFilter } from "#src/domain-ui/time-filter/time-filter.tsx";
import { formatDuration } from "#src/lib/time-format.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { FilterBar, FilterField, FilterSelect } from "#src/ui/filter-bar.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import type { SelectOption } from "#src/ui/select.tsx";
import { pullChips } from "./pull-chips.ts";
import { credentialWords, noPullFilter, statusWords } from "./pull-filter.ts";

/** Filters of the pulls. Each choice acts on the address at once and starts at the newest pull again. */
export function PullToolbar({
  org,
  filter,
  onChange,
  searchField,
  region,
  fixedRegistry = false,
}: {
  org: string;
  filter: PullFilter;
  onChange: (change: SearchChange) => void;
  searchField: RefObject<HTMLInputElement | null>;
  region: RefObject<HTMLElement | null>;
  /** The list is about one registry already. */
  fixedRegistry?: boolean | undefined;
}) {
  const { role } = useOrganization();
  const mayReadTokens = may(role, investigators);
  const registries = useQuery({ ...registriesQuery(org), enabled: !fixedRegistry }).data ?? [];
  const projects = useQuery(projectsQuery(org)).data ?? [];
  const tokens = useQuery({ ...workerTokensQuery(org), enabled: mayReadTokens }).data ?? [];
  const [more, setMore] = useState(
    [
      filter.credential,
      filter.registry,
      filter.project,
      filter.workerToken,
      filter.slow,
      filter.overMs,
    ].some((value) => value !== undefined),
  );
  const set = (name: keyof PullFilter) => (value: string) =>
    onChange({ [name]: value, cursor: null });
  const chips = pullChips(
    filter,
    { registry: nameIn(registries), project: nameIn(projects), workerToken: nameIn(tokens) },
    onChange,
  );
  return (
    <FilterBar region={region} chips={chips} onReset={() => onChange(noPullFilter)}>
      <FilterField label="Image" width="wide">
        {(id) => (
          <SearchInput
            id={id}
            ref={searchField}
            value={filter.image ?? ""}
            placeholder="Part of an image name"
            onChange={set("image")}
          />
        )}
      </FilterField>
      <FilterSelect
        label="Result"
        value={filter.status}
        options={optionsOf(statusWords)}
        onChange={set("status")}
      />
      <TimeFilter filter={filter} onChange={onChange} />
      <Button aria-expanded={more} onClick={() => setMore(!more)} className="max-sm:col-span-2">
        {more ? "Fewer filters" : "More filters"}
      </Button>
      {more ? (
        <>
          <span className="basis-full max-sm:hidden" />
          <FilterSelect
            label="Credential"
            value={filter.credential}
            options={optionsOf(credentialWords)}
            onChange={set("credential")}
          />
          {fixedRegistry ? null : (
            <FilterSelect
              label="Registry"
              value={filter.registry}
              options={registries.map(toOption)}
              onChange={set("registry")}
            />
          )}
          <FilterSelect
            label="Project"
            value={filter.project}
            options={projects.map(toOption)}
            onChange={set("project")}
          />
          {mayReadTokens ? (
            <FilterSelect
              label="Worker token"
              value={filter.workerToken}
              options={tokens.map(toOption)}
              onChange={set("workerToken")}
            />
          ) : null}
          <FilterSelect
            label="Duration"
            value={filter.slow === undefined ? filter.overMs?.toString() : "slow"}
            options={durationOptions(filter.overMs)}
            onChange={(value) =>
              onChange({
                slow: value === "slow" ? "true" : null,
                overMs: value === "slow" ? null : value,
                cursor: null,
              })
            }
          />
        </>
      ) : null}
    </FilterBar>
  );
}

const durationsMs = [5_000, 30_000, 60_000, 300_000, 1_800_000];

/** What is slow is judged pull by pull. A link may ask for any other length as well. */
function durationOptions(asked: number | undefined): SelectOption[] {
  const all = asked === undefined ? durationsMs : [...new Set([...durationsMs, asked])];
  return [
    { value: "slow", label: "Slow" },
    ...all
      .toSorted((a, b) => a - b)
      .map((ms) => ({ value: String(ms), label: `Over ${formatDuration(ms)}` })),
  ];
}

function optionsOf(words: Record<string, string>): SelectOption[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function toOption({ id, name }: { id: string; name: string }): SelectOption {
  return { value: id, label: name };
}

function nameIn(list: readonly { id: string; name: string }[]) {
  return (id: string) => list.find((one) => one.id === id)?.name;
}
