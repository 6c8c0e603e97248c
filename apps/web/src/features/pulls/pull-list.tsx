import { managers } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { describeError } from "#src/api/errors.ts";
import { pullExportUrl, pullRetentionQuery } from "#src/api/pulls.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { ExportLinks } from "#src/domain-ui/export-links.tsx";
import { PullChart } from "#src/domain-ui/pull-chart.tsx";
import { formatAbsolute, formatClock, plural } from "#src/lib/time-format.ts";
import { useListKeys } from "#src/lib/use-list-keys.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useCursorTrail } from "#src/router/use-cursor-trail.ts";
import { useSearch } from "#src/router/use-search.ts";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { Switch } from "#src/ui/switch.tsx";
import { NewPulls } from "./new-pulls.tsx";
import { isFiltering, noPullFilter, readPullFilter } from "./pull-filter.ts";
import { SlowHint } from "./slow-hint.tsx";
import { PullTable } from "./pull-table.tsx";
import { PullToolbar } from "./pull-toolbar.tsx";
import { useLivePulls } from "./use-live-pulls.ts";

/** Pulls with their filters, of all registries or of one. Filters, page and live tail stand in the address. */
export function PullList({ registryId }: { registryId?: string | undefined }) {
  const { slug: org } = useOrganization();
  const [search, changeSearch] = useSearch();
  const searchField = useRef<HTMLInputElement>(null);
  const filters = useRef<HTMLElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const asked = readPullFilter(search);
  const own = registryId === undefined ? asked : { ...asked, registry: undefined };
  const filter = registryId === undefined ? own : { ...own, registry: registryId };
  const cursor = search.get("cursor") || undefined;
  const live = search.get("live") === "1";
  const { query, pulls, newer, next, searchedTo, lost, show } = useLivePulls(org, filter, {
    cursor,
    live,
  });
  const pages = useCursorTrail(cursor, next, (to) => changeSearch({ cursor: to }));
  useListKeys({ table, search: searchField, filters, pages });

  return (
    <>
      <PullToolbar
        org={org}
        filter={own}
        onChange={changeSearch}
        searchField={searchField}
        region={filters}
        fixedRegistry={registryId !== undefined}
      />
      <div className="mb-4">
        <PullChart org={org} filter={filter} />
      </div>
      <div className="parts-in-order">
        <SlowHint org={org} scope={{ registry: filter.registry, project: filter.project }} />
        <div className="mb-3 flex flex-wrap items-center justify-end gap-3">
          <ExportLinks urlFor={(format) => pullExportUrl(org, filter, format)} />
          <Switch
            label="Live tail"
            checked={live}
            onChange={(on) => changeSearch({ live: on ? "1" : null, cursor: null })}
          />
        </div>
        {lost ? (
          <div className="mb-3">
            <Notice tone="warning">
              Showing data from {formatClock(query.dataUpdatedAt)}. Reconnecting…{" "}
              {describeError(lost).message}
            </Notice>
          </div>
        ) : null}
        <NewPulls count={newer} onShow={() => void show()} />
        <DataRegion query={query} what="pull activity" skeleton={<SkeletonRows rows={8} />}>
          {() =>
            pulls.length > 0 ? (
              <PullTable
                org={org}
                pulls={pulls}
                table={table}
                hideRegistry={registryId !== undefined}
              />
            ) : searchedTo !== null ? (
              <EmptyState
                title={`No ${cursor === undefined ? "" : "further "}pulls since ${formatAbsolute(Date.parse(searchedTo))} match these filters.`}
                actions={<Button onClick={() => pages.onNext?.()}>Search earlier pulls</Button>}
              >
                The search stopped there, because it had looked at very many pulls. A shorter time
                or a registry makes it quicker.
              </EmptyState>
            ) : cursor !== undefined ? (
              <EmptyState title="No earlier pulls match these filters." />
            ) : isFiltering(own) ? (
              <EmptyState
                title="No pulls match these filters."
                actions={<Button onClick={() => changeSearch(noPullFilter)}>Reset</Button>}
              />
            ) : (
              <NoPulls org={org} ofRegistry={registryId !== undefined} />
            )
          }
        </DataRegion>
        {searchedTo !== null && pulls.length > 0 ? (
          <p className="mt-3 text-table text-muted">
            Searched back to {formatAbsolute(Date.parse(searchedTo))}. The next page searches on
            from there.
          </p>
        ) : null}
        <Pagination
          label="Pages of pulls"
          summary={pulls.length === 0 ? undefined : `${plural(pulls.length, "pull")}, newest first`}
          {...pages}
        />
        <Retention org={org} />
      </div>
    </>
  );
}

function Retention({ org }: { org: string }) {
  const { role } = useOrganization();
  const { data } = useQuery(pullRetentionQuery(org));
  if (!data) return null;
  return (
    <p className="mt-3 text-table text-muted">
      Pulls are kept for {data.keptDays} days.{" "}
      {may(role, managers) ? (
        <Link to={paths.settingsPulls(org)} className="link">
          Change
          <span className="sr-only"> how long pulls are kept</span>
        </Link>
      ) : null}
    </p>
  );
}

function NoPulls({ org, ofRegistry }: { org: string; ofRegistry: boolean }) {
  const { role } = useOrganization();
  if (ofRegistry) {
    return (
      <EmptyState title="No pulls yet">
        No worker has pulled an image that this registry serves.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No pulls reported yet"
      actions={
        may(role, managers) ? (
          <Link to={paths.tokenNew(org)} className={buttonStyles("primary")}>
            Create worker token
          </Link>
        ) : null
      }
    >
      {role === "member"
        ? "Pulls of your projects appear here once a worker has reported them."
        : "Workers report pulls when they use a worker token of this organization."}
    </EmptyState>
  );
}
