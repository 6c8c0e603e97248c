import type { AuditEvent } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { auditEventQuery } from "#src/api/audit.ts";
import { isApiError } from "#src/api/errors.ts";
import { useOrganization } from "#src/api/session.ts";
import { actionInWords, changeLines } from "#src/domain-ui/audit/audit-words.ts";
import { ChangeList } from "#src/domain-ui/audit/change-list.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { formatAbsolute } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { AuditActor } from "./audit-actor.tsx";
import { AuditObject } from "./audit-object.tsx";

/** One event of the audit log, under an address that can be passed on. */
export function AuditEventPage() {
  const { slug: org, name } = useOrganization();
  const { event: id = "" } = useParams();
  const query = useQuery(auditEventQuery(org, id));
  const { data: event } = query;
  const title = event ? titleOf(event) : "Audit event";
  useDocumentTitle(title, name);
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[
          <Link key="audit" to={paths.audit(org)} className="link">
            Audit log
          </Link>,
        ]}
        actions={<CopyButton what="link" text={window.location.href} />}
      />
      {isApiError(query.error, "not_found") ? (
        <EmptyState title="We can't find that event">
          The link may be incomplete, or the event is of another organization.
        </EmptyState>
      ) : (
        <DataRegion query={query} what="the event" skeleton={<SkeletonText lines={8} />}>
          {(loaded) => <Event org={org} event={loaded} />}
        </DataRegion>
      )}
    </>
  );
}

function titleOf(event: AuditEvent): string {
  const { actor, object } = event;
  const deed = `${actor.name} ${actionInWords(event)}`;
  return object.id === actor.id ? deed : `${deed}: ${object.name}`;
}

function Event({ org, event }: { org: string; event: AuditEvent }) {
  const lines = changeLines(event);
  return (
    <div className="space-y-6">
      <KeyValueList items={factsOf(org, event)} />
      {lines.length === 0 ? null : (
        <section aria-labelledby="changes" className="space-y-2">
          <h2 id="changes" className="text-h2 font-semibold">
            What changed
          </h2>
          <ChangeList lines={lines} />
        </section>
      )}
      <p className="flex flex-wrap gap-2">
        {event.actor.id === null ? null : (
          <Link to={paths.audit(org, { actor: event.actor.id })} className={buttonStyles()}>
            Everything {event.actor.name} did
          </Link>
        )}
        <Link to={paths.audit(org, { object: event.object.id })} className={buttonStyles()}>
          Everything done to {event.object.name}
        </Link>
      </p>
    </div>
  );
}

function factsOf(org: string, event: AuditEvent): KeyValue[] {
  const facts: (KeyValue | false)[] = [
    {
      label: "When",
      value: <time dateTime={event.at}>{formatAbsolute(Date.parse(event.at))}</time>,
    },
    { label: "Actor", value: <AuditActor actor={event.actor} /> },
    { label: "Action", value: <MonoText>{event.action}</MonoText> },
    { label: "Object", value: <AuditObject org={org} event={event} /> },
    event.address !== null && { label: "From", value: <MonoText>{event.address}</MonoText> },
    {
      label: "Request id",
      value: <MonoText>{event.requestId}</MonoText>,
      action: <CopyButton what="request id" text={event.requestId} size="small" variant="quiet" />,
    },
    { label: "Event id", value: <MonoText>{event.id}</MonoText> },
  ];
  return facts.filter((fact) => fact !== false);
}
