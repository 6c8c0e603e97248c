import { managers, type RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";
import { describeError } from "#src/api/errors.ts";
import { registriesQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { useListKeys } from "#src/lib/use-list-keys.ts";
import { useNow } from "#src/lib/use-now.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { CalendarSection } from "./calendar-section.tsx";
import { groupExpiry, type ExpiryGroupId } from "./expiry-groups.ts";
import { type ExpiryActions, ExpiryTable } from "./expiry-table.tsx";
import { useSnooze } from "./use-snooze.ts";

const SetDateDialog = lazy(async () => ({
  default: (await import("./set-date-dialog.tsx")).SetDateDialog,
}));

const notes: Partial<Record<ExpiryGroupId, string>> = {
  unknown:
    "We can't read these dates from the secrets. Set a reminder so that they don't surprise you.",
};

/** Everything that ends, soonest first, with what can be done about it. */
export function ExpiryPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Expiry", name);
  const registries = useQuery(registriesQuery(org));
  const tokens = useQuery(workerTokensQuery(org));
  const now = useNow();
  const list = useRef<HTMLDivElement>(null);
  useListKeys({ table: list });
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
          <ErrorPanel title="Nothing was snoozed." message={describeError(snooze.error).message} />
        </div>
      ) : null}
      {tokens.error ? (
        <div className="mb-4">
          <ErrorPanel
            title="Couldn't load worker tokens."
            message={`Only registries are shown. ${describeError(tokens.error).message}`}
            onRetry={() => void tokens.refetch()}
            retrying={tokens.isFetching}
          />
        </div>
      ) : null}
      <DataRegion query={registries} what="what expires" skeleton={<SkeletonRows rows={5} />}>
        {(known) => {
          const groups = groupExpiry(known, tokens.data ?? [], now);
          return (
            <div ref={list} className="space-y-8">
              {groups.length === 0 ? (
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
              ) : (
                groups.map((group) => (
                  <section key={group.id} aria-labelledby={`expiry-${group.id}`}>
                    <h2 id={`expiry-${group.id}`} className="mb-2 text-lead font-semibold">
                      {group.title} <span className="text-muted">({group.rows.length})</span>
                    </h2>
                    {notes[group.id] ? <p className="mb-2 text-muted">{notes[group.id]}</p> : null}
                    <ExpiryTable org={org} group={group} actions={actions} />
                  </section>
                ))
              )}
              <CalendarSection org={org} />
            </div>
          );
        }}
      </DataRegion>
      <Suspense>
        {dating ? (
          <SetDateDialog org={org} registry={dating} onClose={() => setDating(null)} />
        ) : null}
      </Suspense>
    </>
  );
}
