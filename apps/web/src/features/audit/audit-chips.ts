import type { AuditFilter } from "@berth/api-contract";
import { actionWords } from "#src/domain-ui/audit/audit-words.ts";
import { spanWords } from "#src/domain-ui/time-filter/time-values.ts";
import { formatAbsolute } from "#src/lib/time-format.ts";
import type { SearchChange } from "#src/router/use-search.ts";
import type { FilterChip } from "#src/ui/filter-chips.tsx";
import { areaWords } from "./audit-filter.ts";

/** Each part of a filter in words, with what takes it away. `nameOf` knows the names of some ids. */
export function auditChips(
  filter: AuditFilter,
  nameOf: (id: string) => string | undefined,
  onChange: (change: SearchChange) => void,
): FilterChip[] {
  const chip = (name: keyof AuditFilter, label: string, value: string | undefined): FilterChip[] =>
    value === undefined
      ? []
      : [{ label, value, onRemove: () => onChange({ [name]: null, cursor: null }) }];
  const named = (id: string | undefined) => id && (nameOf(id) ?? id);
  const { area, action, actor, object, text, within, from, to } = filter;
  return [
    ...chip("text", "Search", text),
    ...chip("area", "Area", area && areaWords[area]),
    ...chip("action", "Action", action && actionWords[action]),
    ...chip("actor", "Actor", named(actor)),
    ...chip("object", "Object", named(object)),
    ...chip("within", "Time", within && spanWords[within]),
    ...chip("from", "From", from && formatAbsolute(Date.parse(from))),
    ...chip("to", "Until", to && formatAbsolute(Date.parse(to))),
  ];
}
