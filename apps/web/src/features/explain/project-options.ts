import type { ProjectView } from "@berth/api-contract";
import type { SelectGroup, SelectOption } from "#src/ui/select.tsx";
import { compareNames } from "#src/lib/compare-names.ts";

/** Projects under their kinds of owner. `chosen` stays selectable even where the list does not have it. */
export function projectOptions(
  projects: readonly ProjectView[],
  chosen: string,
): (SelectOption | SelectGroup)[] {
  const sorted = projects.toSorted((one, other) => compareNames(one.name, other.name));
  const groups = [
    { label: "Organization", options: optionsOf(sorted, "organization") },
    { label: "Personal", options: optionsOf(sorted, "person") },
  ].filter(({ options }) => options.length > 0);
  const known = chosen === "" || projects.some(({ id }) => id === chosen);
  const unknown = known ? [] : [{ value: chosen, label: "Unknown project" }];
  return [{ value: "", label: "No project" }, ...unknown, ...groups];
}

function optionsOf(
  projects: readonly ProjectView[],
  kind: ProjectView["owner"]["kind"],
): SelectOption[] {
  return projects
    .filter(({ owner }) => owner.kind === kind)
    .map(({ id, name }) => ({ value: id, label: name }));
}
