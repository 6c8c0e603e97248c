import {
  investigators,
  type HealthChangeView,
  type HealthHistory,
  type RegistryView,
} from "@berth/api-contract";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { call } from "#src/api/client.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { HealthStateBadge, healthWord } from "#src/domain-ui/registry-health.tsx";
import { plural } from "#src/lib/time-format.ts";
import { useNow } from "#src/lib/use-now.ts";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { Select } from "#src/ui/select.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { HealthBand, MarkLegend } from "./health-band.tsx";
import { useRefreshRegistry } from "#src/api/update-registry.ts";

const ranges = [
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
];
const changesShown = 10;
/** What is this near would read "just now", which is said of what has been. */
const soonMs = 16_000;

function healthHistoryQuery(org: string, id: string, days: number) {
  return queryOptions({
    queryKey: ["registry-health", org, id, days],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/registries/{id}/health", {
        params: { org, id },
        query: { days },
        signal,
      }),
    // The schedule goes on while somebody looks: shortly after the next re-check, and once a minute anyway.
    refetchInterval: ({ state }) => refetchIn(state.data?.nextReCheckAt ?? null),
    placeholderData: keepPreviousData,
  });
}

/** Reads the registry anew where its history goes on, so that the page's head says the same. */
function useFollow(org: string, id: string, newest: string | undefined): void {
  const refresh = useStableCallback(useRefreshRegistry(org, id));
  const seen = useRef(newest);
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== newest) void refresh();
    seen.current = newest;
  }, [newest, refresh]);
}

/** A new registry gets its plan within half a minute, and the page says so soon after. */
const planWaitMs = 10_000;

function refetchIn(nextReCheckAt: string | null): number {
  const due = nextReCheckAt === null ? planWaitMs : Date.parse(nextReCheckAt) - Date.now() + 1_000;
  return Math.min(60_000, Math.max(2_000, due));
}

/** How a registry's health came to be what it is: a band over time and, beside it, each change with its reason. */
export function HealthOverTime({ org, registry }: { org: string; registry: RegistryView }) {
  const [search, changeSearch] = useSearch();
  const asked = search.get("days") ?? "7";
  const range = ranges.find(({ value }) => value === asked) ?? { value: "7", label: "Last 7 days" };
  const query = useQuery(healthHistoryQuery(org, registry.id, Number(range.value)));
  const newest = query.data?.changes.at(-1)?.at;
  useFollow(org, registry.id, newest);
  return (
    <section aria-labelledby="health-over-time">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id="health-over-time" className="text-lead font-semibold">
          Health over time
        </h2>
        <div className="w-40">
          <Select
            aria-label="Time shown"
            value={range.value}
            options={ranges}
            onChange={(event) => {
              const days = event.target.value;
              changeSearch({ days: days === "7" ? null : days });
            }}
          />
        </div>
      </div>
      <DataRegion query={query} what="the health over time" skeleton={<SkeletonRows rows={3} />}>
        {(history) => (
          <History org={org} registry={registry} history={history} range={range.label} />
        )}
      </DataRegion>
    </section>
  );
}

function History({
  org,
  registry,
  history,
  range,
}: {
  org: string;
  registry: RegistryView;
  history: HealthHistory;
  range: string;
}) {
  const { role } = useOrganization();
  const from = Date.parse(history.from);
  const changes = history.changes.filter(({ at }) => Date.parse(at) >= from).toReversed();
  const columns = columnsOf(org, registry.id);
  const table = (rows: readonly HealthChangeView[], caption: string) => (
    <Table caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} />
  );
  return (
    <div className="space-y-3">
      {history.doubt ? <Doubt doubt={history.doubt} state={registry.health.state} /> : null}
      <HealthBand history={history} label={range} />
      <MarkLegend effects={history.checks.map(({ effect }) => effect)} />
      {may(role, investigators) ? <Counts history={history} /> : null}
      {changes.length === 0 ? (
        <p className="text-muted">No change in this time.</p>
      ) : (
        table(changes.slice(0, changesShown), "Changes of health")
      )}
      {changes.length > changesShown ? (
        <Disclosure summary={plural(changes.length - changesShown, "earlier change")}>
          {table(changes.slice(changesShown), "Earlier changes of health")}
        </Disclosure>
      ) : null}
      <Disclosure summary="How the state is decided">
        <ul className="max-w-prose list-disc space-y-1 ps-5 text-muted">
          <li>A check that fetches a manifest makes the registry healthy at once.</li>
          <li>
            A scheduled re-check that is refused is repeated within a minute; the second refusal in
            a row makes it failing.
          </li>
          <li>
            Limits, server errors and network trouble count from the third re-check in a row, and
            are called registry trouble: they say nothing about the credential.
          </li>
          <li>
            An image that is missing or not allowed changes nothing: it may have been deleted.
            Another image that worked before is asked for instead.
          </li>
        </ul>
      </Disclosure>
    </div>
  );
}

function Doubt({
  doubt,
  state,
}: {
  doubt: NonNullable<HealthHistory["doubt"]>;
  state: RegistryView["health"]["state"];
}) {
  const what = doubt.effect === "refused" ? "was refused" : "met trouble";
  return (
    <Notice tone="warning">
      {doubt.count === 1 ? `A re-check ${what}` : `${doubt.count} re-checks in a row ${what}`},{" "}
      <RelativeTime at={doubt.since} />. One blip changes nothing: it is still{" "}
      {healthWord(state).toLowerCase()} until the next re-checks say the same.
    </Notice>
  );
}

function Counts({ history }: { history: HealthHistory }) {
  const { checks, checksCut, nextReCheckAt } = history;
  const passed = checks.filter(({ effect }) => effect === "passed").length;
  const now = useNow();
  const all = checksCut ? `The newest ${checks.length} checks` : plural(checks.length, "check");
  return (
    <p className="text-table text-muted">
      {checks.length === 0 ? "No checks in this time" : `${all}, ${passed} of them passed`}.{" "}
      {nextReCheckAt === null ? (
        "No re-check is planned."
      ) : Date.parse(nextReCheckAt) <= now + soonMs ? (
        "The next re-check is due now."
      ) : (
        <>
          Next re-check <RelativeTime at={nextReCheckAt} />.
        </>
      )}
    </p>
  );
}

function columnsOf(org: string, registry: string): Column<HealthChangeView>[] {
  return [
    {
      id: "when",
      header: "When",
      rowHeader: true,
      renderCell: ({ at, checkId }) =>
        checkId === null ? (
          <RelativeTime at={at} />
        ) : (
          <Link to={paths.registryCheck(org, registry, checkId)} className="link">
            <RelativeTime at={at} />
            <span className="sr-only">, the check behind it</span>
          </Link>
        ),
    },
    {
      id: "state",
      header: "Became",
      renderCell: ({ to }) => <HealthStateBadge state={to} />,
    },
    {
      id: "was",
      header: "Was",
      renderCell: ({ from }) => (
        <span className="text-muted">{from === null ? "Not saved yet" : healthWord(from)}</span>
      ),
    },
    {
      id: "why",
      header: "Why",
      renderCell: ({ reason }) => (reason === null ? "" : <MarkedText>{reason}</MarkedText>),
    },
  ];
}
