import type { InstanceView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { instanceQuery } from "#src/api/instance.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { instanceFacts, partWords, supportText } from "./instance-words.ts";

/** The installation: its version, its state, and where its documents are. */
export function AboutPage() {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("About", name);
  const query = useQuery(instanceQuery(org));
  return (
    <>
      <PageHeader
        title="About"
        lead="The installation of Berth that your organization is in. The text for support holds what stands here, without any secret or host."
        actions={
          query.data === undefined ? null : (
            <CopyButton text={supportText(query.data)} what="for support" />
          )
        }
      />
      <SettingsTabs current="about">
        <div className="parts-in-order max-w-4xl space-y-10">
          <DataRegion query={query} what="the installation" skeleton={<SkeletonText lines={8} />}>
            {(instance) => (
              <div className="space-y-10">
                <Health instance={instance} />
                <Installation instance={instance} />
              </div>
            )}
          </DataRegion>
          <Documents org={org} />
        </div>
      </SettingsTabs>
    </>
  );
}

function Health({ instance }: { instance: InstanceView }) {
  return (
    <section aria-labelledby="instance-health" className="space-y-3">
      <h2 id="instance-health" className="text-h2 font-semibold">
        Health
      </h2>
      <KeyValueList
        items={[
          ...instance.parts.map(({ name, ok, message }) => ({
            label: partWords[name],
            value: (
              <>
                <StatusBadge
                  shape={ok ? "check-circle" : "triangle-alert"}
                  tone={ok ? "success" : "warning"}
                  word={ok ? "In order" : "Needs attention"}
                />{" "}
                <span className="text-muted">{message}</span>
              </>
            ),
          })),
          {
            label: "Running",
            value: (
              <>
                Started <RelativeTime at={instance.startedAt} />
              </>
            ),
          },
          {
            label: "Backups",
            value: <Backups instance={instance} />,
          },
        ]}
      />
    </section>
  );
}

function Backups({ instance: { database, lastBackupAt } }: { instance: InstanceView }) {
  if (lastBackupAt !== null) {
    return (
      <>
        The last one was written <RelativeTime at={lastBackupAt} />
      </>
    );
  }
  if (database.engine === "postgresql") {
    return <span className="text-muted">Made by the tools of PostgreSQL; Berth can't tell.</span>;
  }
  return (
    <>
      <StatusBadge shape="triangle-alert" tone="warning" word="None noted" />{" "}
      <span className="text-muted">
        <MarkedText>The operator writes one with `berth backup`.</MarkedText>
      </span>
    </>
  );
}

function Installation({ instance }: { instance: InstanceView }) {
  return (
    <section aria-labelledby="instance-facts" className="space-y-3">
      <h2 id="instance-facts" className="text-h2 font-semibold">
        Installation
      </h2>
      <KeyValueList items={instanceFacts(instance)} />
    </section>
  );
}

function Documents({ org }: { org: string }) {
  return (
    <section aria-labelledby="documents" className="space-y-3">
      <h2 id="documents" className="text-h2 font-semibold">
        Documents
      </h2>
      <ul className="list-disc space-y-1 ps-5">
        <li>
          <Link to={paths.apiReference(org)} className="link">
            API reference
          </Link>
          , and the same as{" "}
          <a href="/api/openapi.json" className="link">
            a document for machines
          </a>
        </li>
        <li>
          <a href="/worker/berth-worker.mjs" className="link" download>
            The worker
          </a>{" "}
          of this version, one file for machines that pull
        </li>
        <li className="text-muted">
          The matching rule, the operating guide and the licence (Apache 2.0) come with this
          version's source.
        </li>
      </ul>
    </section>
  );
}
