import { type AuditFilter, auditActions } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import type { RefObject } from "react";
import { membersQuery } from "#src/api/members.ts";
import { actionWords } from "#src/domain-ui/audit/audit-words.ts";
import { TimeFilter } from "#src/domain-ui/time-filter/time-filter.tsx";
import type { SearchChange } from "#src/router/use-search.ts";
import { FilterBar, FilterField, FilterSelect } from "#src/ui/filter-bar.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import { auditChips } from "./audit-chips.ts";
import { areaWords, noAuditFilter } from "./audit-filter.ts";

/** Filters of the audit log. Each choice acts on the address at once and starts at the newest event again. */
export function AuditToolbar({
  org,
  filter,
  onChange,
  searchField,
  region,
  nameOf,
}: {
  org: string;
  filter: AuditFilter;
  onChange: (change: SearchChange) => void;
  searchField: RefObject<HTMLInputElement | null>;
  region: RefObject<HTMLElement | null>;
  /** Names of actors and objects on the page. */
  nameOf: (id: string) => string | undefined;
}) {
  const members = useQuery(membersQuery(org)).data ?? [];
  const { area } = filter;
  const actions = auditActions.filter((action) => action.startsWith(`${area}.`));
  const name = (id: string) => members.find((member) => member.id === id)?.name ?? nameOf(id);
  return (
    <FilterBar
      region={region}
      chips={auditChips(filter, name, onChange)}
      onReset={() => onChange(noAuditFilter)}
    >
      <FilterField label="Search" width="wide">
        {(id) => (
          <SearchInput
            id={id}
            ref={searchField}
            value={filter.text ?? ""}
            placeholder="Name, event id or request id"
            onChange={(text) => onChange({ text, cursor: null })}
          />
        )}
      </FilterField>
      <FilterSelect
        label="Area"
        value={area}
        options={Object.entries(areaWords).map(([value, label]) => ({ value, label }))}
        onChange={(value) => onChange({ area: value, action: null, cursor: null })}
      />
      {actions.length > 1 ? (
        <FilterSelect
          label="Action"
          value={filter.action}
          options={actions.map((action) => ({ value: action, label: actionWords[action] }))}
          onChange={(action) => onChange({ action, cursor: null })}
        />
      ) : null}
      <FilterSelect
        label="Actor"
        all="Anybody"
        value={filter.actor}
        options={members.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={(actor) => onChange({ actor, cursor: null })}
      />
      <TimeFilter filter={filter} onChange={onChange} />
    </FilterBar>
  );
}
