import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { apiUrl, call } from "#src/api/client.ts";
import { useOrganization } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { formatDay } from "#src/lib/time-format.ts";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { downloadGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTimeOr } from "#src/ui/relative-time.tsx";

const AlertDialog = lazy(async () => ({
  default: (await import("#src/ui/alert-dialog.tsx")).AlertDialog,
}));

function calendarAddressQuery(org: string) {
  return queryOptions({
    queryKey: ["calendar-address", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/calendar-address", { params: { org }, signal }),
  });
}

/** The same dates in a calendar: as a file, or under an address that the calendar reads by itself. */
export function CalendarSection({ org }: { org: string }) {
  const { visit } = useOrganization();
  const queryClient = useQueryClient();
  const known = useQuery(calendarAddressQuery(org)).data?.address ?? null;
  const [url, setUrl] = useState("");
  const [ending, setEnding] = useState(false);
  const renew = () =>
    queryClient.invalidateQueries({ queryKey: calendarAddressQuery(org).queryKey });
  const create = useMutation({
    mutationFn: () => call("POST /organizations/{org}/calendar-address", { params: { org } }),
    onSuccess: async (created) => {
      setUrl(created.url);
      await renew();
    },
    gcTime: 0,
  });
  const end = useMutation({
    mutationFn: () => call("DELETE /organizations/{org}/calendar-address", { params: { org } }),
    onSuccess: async () => {
      setUrl("");
      setEnding(false);
      await renew();
    },
  });
  const failed = create.error ?? end.error;
  return (
    <section aria-labelledby="calendar" className="max-w-form space-y-3">
      <h2 id="calendar" className="text-lead font-semibold">
        In your calendar
      </h2>
      <p className="text-muted">
        Download the dates once, or let your calendar read them under an address of your own and
        follow every change.
      </p>
      {url === "" ? null : (
        <>
          <Notice tone="success" live title="Add this address to your calendar now">
            It can't be shown again. Whoever has it can read the names and dates above, for as long
            as you may see them.
          </Notice>
          <CopyBlock parts={[{ text: url }]} what="calendar address" title="Calendar address" />
        </>
      )}
      {known !== null && url === "" ? (
        <p>
          You made an address on {formatDay(Date.parse(known.createdAt))}. Last read:{" "}
          <RelativeTimeOr at={known.lastUsedAt} never="never" />.
        </p>
      ) : null}
      <FailurePanel title="Nothing was changed." error={failed} />
      <div className="flex flex-wrap gap-2">
        <a
          href={apiUrl("/organizations/{org}/expiry.ics", { org })}
          download=""
          className={buttonStyles()}
        >
          <Icon glyph={downloadGlyph} />
          Download .ics
        </a>
        {visit === null ? (
          <Button busy={create.isPending && "Making it…"} onClick={() => create.mutate()}>
            {known === null ? "Make a calendar address" : "Make a new address"}
          </Button>
        ) : null}
        {known === null ? null : (
          <Button variant="quiet" onClick={() => setEnding(true)}>
            End the address
          </Button>
        )}
      </div>
      {ending ? (
        <Suspense>
          <AlertDialog
            open
            onOpenChange={setEnding}
            title="End your calendar address?"
            confirm="End the address"
            danger
            busy={end.isPending && "Ending…"}
            onConfirm={() => end.mutate()}
          >
            <p>Calendars that read it stop being updated.</p>
          </AlertDialog>
        </Suspense>
      ) : null}
    </section>
  );
}
