import type { SupportVisitView } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { sessionQuery, useOrganization } from "#src/api/session.ts";
import { supportAccessQuery } from "#src/api/support-staff.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { announce } from "#src/lib/announcer.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { SupportVisitTable } from "./support-visit-table.tsx";

const SupportAccessDialog = lazy(async () => ({
  default: (await import("./support-access-dialog.tsx")).SupportAccessDialog,
}));

/** Whether support staff of the instance may enter, who did, and the way to end it. */
export function SupportAccessSection({ org }: { org: string }) {
  const { role } = useOrganization();
  const queryClient = useQueryClient();
  const query = useQuery(supportAccessQuery(org));
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: ({ id }: SupportVisitView) =>
      call("POST /organizations/{org}/support-visits/{id}/end", { params: { org, id } }),
    onSuccess: async (_done, { person }) => {
      announce(`The visit of ${person.name} has ended`);
      await queryClient.invalidateQueries({ queryKey: supportAccessQuery(org).queryKey });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const failure = end.error ? describeError(end.error) : null;

  return (
    <section aria-labelledby="support-access" className="mt-10 space-y-4">
      <div className="max-w-form">
        <h2 id="support-access" className="text-h2 font-semibold">
          Support staff of this Berth
        </h2>
        <p className="text-muted">
          Whoever runs this Berth can name people who help its organizations. They enter with a
          reason, for eight hours at most, with the role Support: they look and run checks, change
          nothing, and see no secret. What they do, and each kind of thing they look at, stands in
          the{" "}
          <Link to={paths.audit(org, { area: "support-visit" })} className="link">
            audit log
          </Link>
          .
        </p>
      </div>
      <DataRegion query={query} what="who may enter" skeleton={<SkeletonText lines={2} />}>
        {({ allowed, visits }) => (
          <div className="space-y-4">
            {allowed ? (
              <StatusBadge shape="check-circle" tone="success" word="May enter" />
            ) : (
              <StatusBadge shape="slash-circle" tone="neutral" word="Kept out" />
            )}
            {role === "owner" ? (
              <div>
                <Button onClick={() => setAsking(true)}>
                  {allowed ? "Keep them out…" : "Let them in…"}
                </Button>
              </div>
            ) : (
              <p className="text-muted">An owner can change this.</p>
            )}
            {failure ? (
              <ErrorPanel
                title="The visit goes on."
                message={failure.message}
                requestId={failure.requestId}
              />
            ) : null}
            {visits.length === 0 ? (
              <p>Nobody has been here.</p>
            ) : (
              <SupportVisitTable
                visits={visits}
                ending={end.isPending ? end.variables.id : null}
                onEnd={(visit) => end.mutate(visit)}
              />
            )}
            <Suspense>
              {asking ? (
                <SupportAccessDialog
                  org={org}
                  allow={!allowed}
                  open={visits.filter((visit) => visit.open)}
                  onClose={() => setAsking(false)}
                />
              ) : null}
            </Suspense>
          </div>
        )}
      </DataRegion>
    </section>
  );
}
