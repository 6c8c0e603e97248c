import { managers } from "@berth/api-contract";
import { useId, useRef, useState } from "react";
import { may, useOrganization } from "#src/api/session.ts";
import { filterRows, type RowFilter } from "#src/domain-ui/whole-list/row-filter.ts";
import { noRowFilter, RowFilterBar } from "#src/domain-ui/whole-list/row-filter-bar.tsx";
import { formatCount } from "#src/lib/time-format.ts";
import { useListKeys } from "#src/lib/use-list-keys.ts";
import { useNow } from "#src/lib/use-now.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import {
  type ExpiryGroup,
  type ExpiryGroupId,
  type ExpiryRow,
  groupExpiry,
} from "./expiry-groups.ts";
import { type ExpiryActions, ExpiryTable } from "./expiry-table.tsx";

/** What is far away comes in hundreds; the next group stays in reach. */
const shownAtFirst = 20;

const notes: Partial<Record<ExpiryGroupId, string>> = {
  unknown:
    "We can't read these dates from the secrets. Set a reminder so that they don't surprise you.",
};

const filter: RowFilter<ExpiryRow> = {
  placeholder: "Name",
  textsOf: ({ name }) => [name],
  choices: [
    {
      name: "what",
      label: "What",
      options: [
        { value: "secret", label: "Secrets" },
        { value: "worker-token", label: "Worker tokens" },
      ],
      valueOf: ({ kind }) => (kind === "worker-token" ? kind : "secret"),
    },
  ],
};

/** What ends, in groups by how soon. Without `actions` it can only be read. */
export function ExpiryList({
  org,
  rows,
  actions,
}: {
  org: string;
  rows: readonly ExpiryRow[];
  actions: ExpiryActions | null;
}) {
  const now = useNow();
  const [asked, change] = useSearch();
  const searchField = useRef<HTMLInputElement>(null);
  const filters = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useListKeys({ table: list, search: searchField, filters });
  if (rows.length === 0) return <NothingYet org={org} />;
  const groups = groupExpiry(filterRows(rows, filter, asked), now);
  return (
    <>
      <RowFilterBar rows={rows} filter={filter} searchField={searchField} region={filters} />
      {groups.length === 0 ? (
        <EmptyState
          title="Nothing that ends matches these filters."
          actions={<Button onClick={() => change(noRowFilter(filter))}>Reset</Button>}
        />
      ) : (
        <div ref={list} className="space-y-8">
          {groups.map((group) => (
            <Group key={group.id} org={org} group={group} actions={actions} />
          ))}
        </div>
      )}
    </>
  );
}

function Group({
  org,
  group,
  actions,
}: {
  org: string;
  group: ExpiryGroup;
  actions: ExpiryActions | null;
}) {
  const id = useId();
  const [all, setAll] = useState(false);
  const { title, rows } = group;
  const shown = all ? rows : rows.slice(0, shownAtFirst);
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-lead font-semibold">
        {title} <span className="text-muted">({formatCount(rows.length)})</span>
      </h2>
      {notes[group.id] ? <p className="mb-2 text-muted">{notes[group.id]}</p> : null}
      <ExpiryTable org={org} group={{ ...group, rows: shown }} actions={actions} />
      {rows.length > shownAtFirst ? (
        <Button size="small" className="mt-2" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatCount(rows.length)}`}
        </Button>
      ) : null}
    </section>
  );
}

function NothingYet({ org }: { org: string }) {
  const { role } = useOrganization();
  return (
    <EmptyState
      title="Nothing that could end yet"
      actions={
        may(role, managers) ? (
          <Link to={paths.registryNew(org)} className={buttonStyles("primary")}>
            Add registry
          </Link>
        ) : null
      }
    >
      Registries and worker tokens stand here once there are some.
    </EmptyState>
  );
}
