import type { PullFilter } from "@berth/api-contract";
import { spanWords } from "#src/domain-ui/time-filter/time-values.ts";
import { formatAbsolute, formatDuration } from "#src/lib/time-format.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import type { FilterChip } from "#src/ui/filter-chips.tsx";
import { credentialWords, statusWords } from "./pull-filter.ts";

/** Names for the ids in a filter; what is not known (yet) is called "another one". */
export interface FilterNames {
  registry: (id: string) => string | undefined;
  project: (id: string) => string | undefined;
  workerToken: (id: string) => string | undefined;
}

/** Each part of a filter in words, with what takes it away. */
export function pullChips(
  filter: PullFilter,
  names: FilterNames,
  onChange: (change: SearchChange) => void,
): FilterChip[] {
  const chip = (
    name: keyof PullFilter,
    label: string,
    value: string | undefined | false,
  ): FilterChip[] =>
    value === undefined || value === false
      ? []
      : [{ label, value, onRemove: () => onChange({ [name]: null, cursor: null }) }];
  const named = (id: string | undefined, nameOf: (id: string) => string | undefined) =>
    id !== undefined && (nameOf(id) ?? "another one");
  const { status, credential, within, from, to, overMs } = filter;
  return [
    ...chip("image", "Image", filter.image),
    ...chip("status", "Result", status && statusWords[status]),
    ...chip("within", "Time", within && spanWords[within]),
    ...chip("from", "From", from && formatAbsolute(Date.parse(from))),
    ...chip("to", "Until", to && formatAbsolute(Date.parse(to))),
    ...chip("credential", "Credential", credential && credentialWords[credential]),
    ...chip("registry", "Registry", named(filter.registry, names.registry)),
    ...chip("project", "Project", named(filter.project, names.project)),
    ...chip("workerToken", "Worker token", named(filter.workerToken, names.workerToken)),
    ...chip("slow", "Duration", filter.slow && "Slow"),
    ...chip("overMs", "Longer than", overMs !== undefined && formatDuration(overMs)),
  ];
}
