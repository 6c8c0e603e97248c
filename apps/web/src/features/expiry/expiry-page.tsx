import { managers, type RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { describeError } from "#src/api/errors.ts";
import { registriesQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { CalendarSection } from "./calendar-section.tsx";
import { expiryRows } from "./expiry-groups.ts";
import { ExpiryList } from "./expiry-list.tsx";
import type { ExpiryActions } from "./expiry-table.tsx";
import { useSnooze } from "./use-snooze.ts";

const SetDateDialog = lazy(async () => ({
  default: (await import("./set-date-dialog.tsx")).SetDateDialog,
}));

/** Everything that ends, soonest first, with what can be done about it. */
export function ExpiryPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Expiry", name);
  const registries = useQuery(registriesQuery(org));
  const tokens = useQuery(workerTokensQuery(org));
  const snooze = useSnooze(org);
  const [dating, setDating] = useState<RegistryView | null>(null);
  const actions: ExpiryActions | null = may(role, managers)
    ? {
        onSetDate: setDating,
        onSnooze: (registry, days) => snooze.mutate({ registry, days }),
      }
    : null;
  return (
    <>
      <PageHeader title="Expiry" lead="When secrets and worker tokens end, soonest first." />
      {snooze.error ? (
        <div className="mb-4">
          <FailurePanel title="Nothing was snoozed." error={snooze.error} />
        </div>
      ) : null}
      <DataRegion query={registries} what="what expires" skeleton={<SkeletonRows rows={5} />}>
        {(known) => (
          <div className="space-y-8">
            {tokens.error ? (
              <ErrorPanel
                title="Couldn't load worker tokens."
                message={`${tokens.data === undefined ? "Only registries are shown." : "Their dates may be out of date."} ${describeError(tokens.error).message}`}
                requestId={describeError(tokens.error).requestId}
                onRetry={() => void tokens.refetch()}
                retrying={tokens.isFetching}
              />
            ) : null}
            <ExpiryList org={org} rows={expiryRows(known, tokens.data ?? [])} actions={actions} />
            <CalendarSection org={org} />
          </div>
        )}
      </DataRegion>
      <Suspense>
        {dating ? (
          <SetDateDialog org={org} registry={dating} onClose={() => setDating(null)} />
        ) : null}
      </Suspense>
    </>
  );
}
