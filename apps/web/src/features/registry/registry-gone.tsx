import { investigators } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { auditEventsQuery } from "#src/api/audit.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { WaitingHeader } from "#src/domain-ui/waiting-header.tsx";
import { formatAbsolute } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { NotFoundPage } from "#src/shell/not-found-page.tsx";
import { PageMessage } from "#src/shell/page-message.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { registryInWaiting } from "./registry-in-waiting.tsx";

/**
 * In place of a registry that is not there. Who deleted it and when stands in the audit log: an old link in a ticket
 * is answered with that, to those who may read the log. To everybody else it never was.
 */
export function RegistryGone({ org, id }: { org: string; id: string }) {
  const { role } = useOrganization();
  const reads = may(role, investigators);
  const query = useQuery({
    ...auditEventsQuery(org, { object: id, action: "registry.delete" }),
    enabled: reads,
  });
  if (reads && query.isPending) {
    return (
      <LoadingRegion
        loading
        label="Looking it up"
        skeleton={<SkeletonText lines={3} />}
        heading={<WaitingHeader {...registryInWaiting(org)} last={false} />}
      >
        {null}
      </LoadingRegion>
    );
  }
  const deletion = query.data?.events[0];
  if (deletion === undefined) return <NotFoundPage />;
  return (
    <PageMessage
      title={`'${deletion.object.name}' was deleted`}
      actions={
        <>
          <Link to={paths.registries(org)} className={buttonStyles("primary")}>
            Go to the registries
          </Link>
          <Link to={paths.auditEvent(org, deletion.id)} className={buttonStyles()}>
            See it in the audit log
          </Link>
        </>
      }
    >
      <p className="wrap-anywhere">
        {deletion.actor.name} deleted this registry on {formatAbsolute(Date.parse(deletion.at))}.
        Its patterns and its secret went with it. Pulls and checks stay recorded.
      </p>
    </PageMessage>
  );
}
