import { type FileReportView, investigators } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useParams } from "react-router";
import { fileReportQuery } from "#src/api/file-reports.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { formatAbsolute, formatCount, plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { ExportButtons } from "../file/export-buttons.tsx";
import { fileKindWords } from "../file/file-kind-words.ts";
import { fileRows, hasChanged } from "../file/file-row.ts";
import { FoundTable } from "../file/found-table.tsx";
import { imagesOfReport } from "../file/reported-images.ts";
import { useExplanations } from "../file/use-explanations.ts";
import { referencesOf } from "../file/use-found-images.ts";
import { ReportDeleteDialog } from "./report-delete-dialog.tsx";

/** A kept report: what each image of a file got when it was saved, and what it gets now. */
export function ReportPage() {
  const { slug: org } = useOrganization();
  const { report: id = "" } = useParams();
  const query = useQuery(fileReportQuery(org, id));
  return (
    <DataRegion
      query={query}
      what="the report"
      skeleton={<SkeletonRows rows={6} />}
      page={{ title: "Report", breadcrumb: breadcrumb(org) }}
    >
      {(report) => <Report org={org} report={report} />}
    </DataRegion>
  );
}

function breadcrumb(org: string) {
  return [
    <Link key="explain" to={paths.explain(org)} className="link">
      Explain an image
    </Link>,
    <Link key="file" to={paths.explainFile(org)} className="link">
      Explain a file
    </Link>,
  ];
}

function Report({ org, report }: { org: string; report: FileReportView }) {
  const { name: organization, role, visit } = useOrganization();
  useDocumentTitle(report.name, organization);
  const [deleting, setDeleting] = useState(false);
  const images = useMemo(() => imagesOfReport(report.images), [report]);
  const references = useMemo(
    () => referencesOf({ kind: report.kind, images, problems: [] }),
    [report.kind, images],
  );
  const project = report.project ?? "";
  const before = useExplanations(org, references, project, report.createdAt);
  const after = useExplanations(org, references, project);
  const then = useMemo(() => fileRows(images, before.answers), [images, before.answers]);
  const now = useMemo(() => fileRows(images, after.answers), [images, after.answers]);
  const problems = then.filter(({ isProblem }) => isProblem).length;
  const changed = then.filter((row, at) => {
    const current = now[at];
    return current !== undefined && hasChanged(row, current);
  }).length;
  const failed = before.error ? before : after;

  return (
    <>
      <PageHeader
        title={report.name}
        breadcrumb={breadcrumb(org)}
        lead={`${fileKindWords[report.kind]}, saved on ${formatAbsolute(Date.parse(report.createdAt))}${report.createdBy ? ` by ${report.createdBy.name}` : ""}. The file itself was not kept.`}
      />
      <FailurePanel
        title="Couldn't explain these images."
        error={failed.error}
        onRetry={failed.retry}
        retrying={failed.retrying}
      />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <output className="font-medium">
          {plural(then.length, "image")},{" "}
          {problems === 0 ? "no problems" : `${formatCount(problems)} with a problem`} when it was
          saved; {changed === 0 ? "nothing" : formatCount(changed)} changed since
        </output>
        <span className="flex flex-wrap items-center gap-2" data-print="hide">
          <ExportButtons rows={now} />
          <CopyButton size="small" what="link" text={window.location.href} />
          {visit === null && may(role, investigators) ? (
            <Button size="small" variant="danger" onClick={() => setDeleting(true)}>
              Delete report
            </Button>
          ) : null}
        </span>
      </div>
      <FoundTable org={org} project={project} rows={then} now={now} />
      {deleting ? (
        <ReportDeleteDialog org={org} report={report} onClose={() => setDeleting(false)} />
      ) : null}
    </>
  );
}
