import {
  alertDeliveryStates,
  type AlertChannelView,
  type AlertDeliveryView,
} from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { alertDeliveriesQuery } from "#src/api/alerts.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { plural } from "#src/lib/time-format.ts";
import { useCursorTrail } from "#src/router/use-cursor-trail.ts";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { FilterBar, FilterSelect } from "#src/ui/filter-bar.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { type Column, Table } from "#src/ui/table.tsx";
import { stateLooks } from "./alert-words.ts";

const noFilter = { channel: null, state: null, cursor: null };

/** What was sent where and what came of it. Filters and page stand in the address. */
export function DeliveryLog({
  org,
  channels,
}: {
  org: string;
  channels: readonly AlertChannelView[];
}) {
  const [search, changeSearch] = useSearch();
  const channel = search.get("channel") || undefined;
  const state = alertDeliveryStates.find((one) => one === search.get("state"));
  const cursor = search.get("cursor") || undefined;
  const query = useQuery(alertDeliveriesQuery(org, { channel, state, cursor }));
  const deliveries = query.data?.deliveries ?? [];
  const pages = useCursorTrail(cursor, query.data?.next ?? null, (to) =>
    changeSearch({ cursor: to }),
  );
  const filtering = channel !== undefined || state !== undefined;
  const change = (name: "channel" | "state") => (value: string) =>
    changeSearch({ [name]: value, cursor: null });
  return (
    <section aria-labelledby="delivery-log" className="mt-8">
      <h2 id="delivery-log" className="mb-2 text-h2 font-semibold">
        Delivery log
      </h2>
      <p className="mb-3 max-w-prose text-muted">
        What does not arrive is tried again for half a day, seven times in all. Kept for 90 days.
      </p>
      <FilterBar
        chips={[
          ...(channel === undefined
            ? []
            : [
                {
                  label: "Channel",
                  value: channels.find(({ id }) => id === channel)?.name ?? "Another one",
                  onRemove: () => change("channel")(""),
                },
              ]),
          ...(state === undefined
            ? []
            : [
                {
                  label: "Result",
                  value: stateLooks[state].word,
                  onRemove: () => change("state")(""),
                },
              ]),
        ]}
        onReset={() => changeSearch(noFilter)}
      >
        <FilterSelect
          label="Channel"
          value={channel}
          options={channels.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={change("channel")}
        />
        <FilterSelect
          label="Result"
          value={state}
          options={alertDeliveryStates.map((value) => ({ value, label: stateLooks[value].word }))}
          onChange={change("state")}
        />
      </FilterBar>
      <DataRegion query={query} what="the delivery log" skeleton={<SkeletonRows />}>
        {() =>
          deliveries.length > 0 ? (
            <Table
              caption="Delivery log"
              columns={columns}
              rows={deliveries}
              rowKey={({ id }) => id}
            />
          ) : filtering ? (
            <EmptyState
              title="No deliveries match these filters."
              actions={<Button onClick={() => changeSearch(noFilter)}>Reset</Button>}
            />
          ) : (
            <EmptyState title="Nothing was sent yet">
              Send a test to see what arrives. Alerts come by themselves.
            </EmptyState>
          )
        }
      </DataRegion>
      <Pagination
        label="Pages of the delivery log"
        summary={`${plural(deliveries.length, "delivery", "deliveries")}, newest first`}
        {...pages}
      />
    </section>
  );
}

const columns: readonly Column<AlertDeliveryView>[] = [
  { id: "time", header: "Time", renderCell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  { id: "alert", header: "Alert", rowHeader: true, renderCell: ({ title }) => title },
  {
    id: "channel",
    header: "Channel",
    renderCell: ({ channel, recipient }) => (
      <>
        {channel.name}
        {recipient === null ? null : (
          <span className="block text-muted wrap-anywhere">{recipient}</span>
        )}
      </>
    ),
  },
  {
    id: "result",
    header: "Result",
    renderCell: ({ state }) => <StatusBadge {...stateLooks[state]} />,
  },
  {
    id: "outcome",
    header: "Last attempt",
    renderCell: ({ outcome, attempts, nextAttemptAt }) => (
      <>
        {outcome ?? <span className="text-muted">Not tried yet</span>}
        {attempts > 1 ? <span className="text-muted"> {plural(attempts, "attempt")}.</span> : null}
        {attempts > 0 && nextAttemptAt !== null ? (
          <span className="block text-muted">
            Next attempt <RelativeTime at={nextAttemptAt} />
          </span>
        ) : null}
      </>
    ),
  },
];
