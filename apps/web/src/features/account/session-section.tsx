import type { AccountSession } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { accountSessionsQuery } from "#src/api/account.ts";
import { call } from "#src/api/client.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

/** Where the person is signed in, each with a way to end it. */
export function SessionSection() {
  const queryClient = useQueryClient();
  const query = useQuery(accountSessionsQuery);
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? call("POST /account/sessions/end-others", {})
        : call("DELETE /account/sessions/{id}", { params: { id } }),
    onSuccess: (_, id) =>
      announce(id === null ? "Your other sessions have ended" : "The session has ended"),
    onSettled: () => queryClient.invalidateQueries({ queryKey: accountSessionsQuery.queryKey }),
  });
  const columns: Column<AccountSession>[] = [
    {
      id: "device",
      header: "Device",
      rowHeader: true,
      renderCell: ({ device, current }) => (current ? `${device} (this one)` : device),
    },
    {
      id: "from",
      header: "From",
      renderCell: ({ address }) =>
        address === null ? (
          <span className="text-muted">Unknown</span>
        ) : (
          <MonoText>{address}</MonoText>
        ),
    },
    {
      id: "started",
      header: "Signed in",
      renderCell: ({ startedAt }) => <RelativeTime at={startedAt} />,
    },
    { id: "seen", header: "Last used", renderCell: ({ seenAt }) => <RelativeTime at={seenAt} /> },
    {
      id: "end",
      header: "Actions",
      hideHeader: true,
      buttons: true,
      align: "end",
      renderCell: ({ id, current, device }) =>
        current ? null : (
          <Button
            size="small"
            busy={end.isPending && end.variables === id && "Ending…"}
            onClick={() => end.mutate(id)}
          >
            End<span className="sr-only"> the session of {device}</span>
          </Button>
        ),
    },
  ];
  return (
    <section aria-labelledby="sessions" className="space-y-4">
      <div>
        <h2 id="sessions" className="text-h2 font-semibold">
          Sessions
        </h2>
        <p className="text-muted">
          A session ends after 30 minutes without activity and after 12 hours in any case.
        </p>
      </div>
      <FailurePanel title="Nothing was ended." error={end.error} />
      <DataRegion query={query} what="your sessions" skeleton={<SkeletonRows rows={2} />}>
        {(sessions) => (
          <div className="space-y-3">
            <Table
              caption="Your sessions"
              columns={columns}
              rows={sessions}
              rowKey={({ id }) => id}
            />
            {sessions.length > 1 ? (
              <Button
                busy={end.isPending && end.variables === null && "Ending…"}
                onClick={() => end.mutate(null)}
              >
                End all other sessions
              </Button>
            ) : null}
          </div>
        )}
      </DataRegion>
    </section>
  );
}
