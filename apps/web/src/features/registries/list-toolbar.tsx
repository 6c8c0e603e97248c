import type { HealthState, RegistryTypeSlug, RegistryView, Role } from "@berth/api-contract";
import type { RefObject } from "react";
import { healthWord } from "#src/domain-ui/registry-health.tsx";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import { ChoiceBar } from "#src/ui/choice-bar.tsx";
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
  const choices = [
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
  const values: Record<string, string> = { ...filter, [searchName]: filter.text };
  return (
    <ChoiceBar
      region={region}
      search={{ name: searchName, placeholder: "Name, host or pattern", field: searchField }}
      // A choice that cannot tell anything apart is only in the way, unless a link has set it.
      choices={choices.filter(({ name, options }) => options.length > 1 || filter[name] !== "")}
      valueOf={(name) => values[name] ?? ""}
      onChange={(name, value) => onChange({ [name]: value, page: null })}
      onReset={() => onChange(noFilter)}
    />
  );
}

/** What the search is called in the address. */
const searchName = "q";

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
