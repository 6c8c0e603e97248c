import type { AlertChannelView, AlertDeliveryView } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { alertChannelsQuery } from "#src/api/alerts.ts";
import { call } from "#src/api/client.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { announce } from "#src/lib/announcer.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { ChannelTable } from "./channel-table.tsx";
import { DeliveryLog } from "./delivery-log.tsx";

const ChannelDialog = lazy(async () => ({
  default: (await import("./channel-dialog.tsx")).ChannelDialog,
}));
const ChannelDeleteDialog = lazy(async () => ({
  default: (await import("./channel-delete-dialog.tsx")).ChannelDeleteDialog,
}));

type Open = { dialog: "add" } | { dialog: "edit" | "delete"; channel: AlertChannelView } | null;

/** Who is told, and how, when something fails, recovers or ends; and what was sent. */
export function AlertsPage() {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("Alerts", name);
  const query = useQuery(alertChannelsQuery(org));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { test, pause, busy } = useChannelDeeds(org);
  const add = (
    <Button variant="primary" onClick={() => setOpen({ dialog: "add" })}>
      Add channel
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Alerts"
        lead="Berth tells you when a registry fails, recovers, or its secret is about to end, so that no pull has to fail first. No alert holds a secret."
        actions={query.data && query.data.channels.length > 0 ? add : null}
      />
      <SettingsTabs current="alerts">
        <TestOutcome test={test} />
        {pause.error ? (
          <div className="mb-4">
            <FailurePanel title="The channel was not changed." error={pause.error} />
          </div>
        ) : null}
        <DataRegion query={query} what="channels" skeleton={<SkeletonRows />}>
          {({ channels }) =>
            channels.length === 0 ? (
              <EmptyState title="Nobody is told yet" actions={add}>
                Add a channel: e-mail, a signed webhook, or an incoming webhook of Slack and the
                like.
              </EmptyState>
            ) : (
              <>
                <ChannelTable
                  channels={channels}
                  busy={busy}
                  onTest={(channel) => test.mutate(channel)}
                  onPause={(channel) => pause.mutate(channel)}
                  onEdit={(channel) => setOpen({ dialog: "edit", channel })}
                  onDelete={(channel) => setOpen({ dialog: "delete", channel })}
                />
                <DeliveryLog org={org} channels={channels} />
              </>
            )
          }
        </DataRegion>
      </SettingsTabs>
      <Suspense>
        {open?.dialog === "add" ? (
          <ChannelDialog org={org} mail={query.data?.mail ?? false} onClose={close} />
        ) : null}
        {open?.dialog === "edit" ? (
          <ChannelDialog org={org} mail channel={open.channel} onClose={close} />
        ) : null}
        {open?.dialog === "delete" ? (
          <ChannelDeleteDialog org={org} channel={open.channel} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}

function useChannelDeeds(org: string) {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: alertChannelsQuery(org).queryKey }),
      queryClient.invalidateQueries({ queryKey: ["alert-deliveries", org] }),
    ]);
  const test = useMutation({
    mutationFn: async ({ id, name }: AlertChannelView) => {
      const { deliveries } = await call("POST /organizations/{org}/alert-channels/{id}/test", {
        params: { org, id },
      });
      return { name, deliveries };
    },
    onSettled: refresh,
  });
  const pause = useMutation({
    mutationFn: async ({ id, name, paused, version }: AlertChannelView) => {
      await call("PATCH /organizations/{org}/alert-channels/{id}", {
        params: { org, id },
        body: { version, paused: !paused },
      });
      announce(paused ? `Resumed ${name}` : `Paused ${name}`);
    },
    onSettled: refresh,
  });
  return { test, pause, busy: test.isPending ? test.variables.id : null };
}

/** What came of the last test, in place and for as long as no other is sent. */
function TestOutcome({ test }: { test: ReturnType<typeof useChannelDeeds>["test"] }) {
  if (test.error) {
    return (
      <div className="mb-4">
        <FailurePanel title="The test was not sent." error={test.error} />
      </div>
    );
  }
  if (test.data === undefined || test.isPending) return null;
  const { name, deliveries } = test.data;
  const failed = deliveries.filter(({ state }) => state !== "sent");
  return (
    <div className="mb-4">
      <Notice
        tone={failed.length === 0 ? "success" : "danger"}
        live
        title={
          failed.length === 0
            ? `The test to '${name}' was sent`
            : `The test to '${name}' did not arrive`
        }
      >
        {(failed.length === 0 ? deliveries.slice(0, 1) : failed).map((delivery) => (
          <p key={delivery.id}>{outcomeOf(delivery)}</p>
        ))}
      </Notice>
    </div>
  );
}

function outcomeOf({ recipient, outcome }: AlertDeliveryView): string {
  return recipient === null ? (outcome ?? "") : `${recipient}: ${outcome ?? ""}`;
}
