import {
  alertDeliveryStates,
  type AlertChannelView,
  type AlertDeliveryView,
} from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { alertDeliveriesQuery } from "#src/api/alerts.ts";
import { call } from "#src/api/client.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { plural } from "#src/lib/time-format.ts";
import { useCursorTrail } from "#src/router/use-cursor-trail.ts";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { ChoiceBar } from "#src/ui/choice-bar.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
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
  const resend = useResend(org);
  const filtering = channel !== undefined || state !== undefined;
  return (
    <section aria-labelledby="delivery-log" className="mt-8">
      <h2 id="delivery-log" className="mb-2 text-h2 font-semibold">
        Delivery log
      </h2>
      <p className="mb-3 max-w-prose text-muted">
        What does not arrive is tried again for half a day, seven times in all. "Send again" tries
        at once. Kept for 90 days.
      </p>
      <ChoiceBar
        choices={[
          {
            name: "channel",
            label: "Channel",
            options: channels.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: "state",
            label: "Result",
            options: alertDeliveryStates.map((value) => ({
              value,
              label: stateLooks[value].word,
            })),
          },
        ]}
        valueOf={(name) => ({ channel, state })[name] ?? ""}
        onChange={(name, value) => changeSearch({ [name]: value, cursor: null })}
        onReset={() => changeSearch(noFilter)}
      />
      {resend.error ? (
        <div className="mb-3">
          <FailurePanel title="The alert was not sent again." error={resend.error} />
        </div>
      ) : null}
      <DataRegion query={query} what="the delivery log" skeleton={<SkeletonRows />}>
        {() =>
          deliveries.length > 0 ? (
            <Table
              caption="Delivery log"
              columns={[
                ...columns,
                resendColumn(resend.isPending ? resend.variables.id : null, resend.mutate),
              ]}
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

function useResend(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: AlertDeliveryView) =>
      call("POST /organizations/{org}/alert-deliveries/{id}/resend", { params: { org, id } }),
    onSuccess: (_answer, { channel }) => announce(`Sending it again to ${channel.name}`),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["alert-channels", org] }),
        queryClient.invalidateQueries({ queryKey: ["alert-deliveries", org] }),
      ]),
  });
}

/** A test is not sent again: its channel has a button for a new one. */
function resendColumn(
  busy: string | null,
  onResend: (delivery: AlertDeliveryView) => void,
): Column<AlertDeliveryView> {
  return {
    id: "resend",
    header: "Send again",
    hideHeader: true,
    buttons: true,
    align: "end",
    renderCell: (delivery) => {
      const { id, kind, state, attempts, title, channel, recipient } = delivery;
      if (kind === null || state === "sent" || (state === "waiting" && attempts === 0)) return null;
      return (
        <Button
          size="small"
          aria-label={`Send again: ${title} to ${recipient ?? channel.name}`}
          busy={busy === id && "Sending…"}
          onClick={() => onResend(delivery)}
        >
          Send again
        </Button>
      );
    },
  };
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
