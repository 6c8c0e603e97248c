import { managers } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { may, type OrganizationMembership, sessionQuery } from "#src/api/session.ts";
import { formatClock } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";

/** Says on every page that support staff of the instance are in the organization: to them, and to everybody there. */
export function SupportBanner({ organization }: { organization: OrganizationMembership }) {
  const { visit, visitors } = organization;
  useSessionReadAt(visit?.endsAt ?? visitors[0]?.endsAt);
  if (visit !== null) return <OwnVisit organization={organization} endsAt={visit.endsAt} />;
  if (visitors.length === 0) return null;
  const who = visitors
    .map(({ name, endsAt }) => `${name} until ${formatClock(Date.parse(endsAt))}`)
    .join(", ");
  return (
    <div data-print="hide" className="mb-4">
      <Notice tone="info" title="Support staff of this Berth can look at your organization">
        {who}. They can change nothing and see no secret.{" "}
        {may(organization.role, managers) ? (
          <Link to={paths.security(organization.slug)} className="link">
            See why, or end it
          </Link>
        ) : null}
      </Notice>
    </div>
  );
}

function OwnVisit({
  organization: { slug, name },
  endsAt,
}: {
  organization: OrganizationMembership;
  endsAt: string;
}) {
  const leave = useMutation({
    mutationFn: () => call("POST /organizations/{org}/leave", { params: { org: slug } }),
    // A real page load: nothing of this organization may be left in memory.
    onSuccess: () => window.location.assign(paths.supportStaff()),
  });
  return (
    <div data-print="hide" className="mb-4">
      <Notice
        tone="warning"
        title={`You are in ${name} as support staff until ${formatClock(Date.parse(endsAt))}`}
        actions={
          <Button size="small" busy={leave.isPending && "Leaving…"} onClick={() => leave.mutate()}>
            Leave now
          </Button>
        }
      >
        You can look and run checks. Its members see that you are there, and its audit log keeps
        what you do.
        {leave.error ? <p role="alert">{describeError(leave.error).message}</p> : null}
      </Notice>
    </div>
  );
}

/** Asks anew who may be where as soon as a visit is over. */
function useSessionReadAt(endsAt: string | undefined): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (endsAt === undefined) return;
    const left = Math.max(0, Date.parse(endsAt) - Date.now());
    const timer = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    }, left + 1000);
    return () => clearTimeout(timer);
  }, [queryClient, endsAt]);
}
