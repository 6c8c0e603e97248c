import { useQuery } from "@tanstack/react-query";
import { fileReportsQuery } from "#src/api/file-reports.ts";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

/** Reports that were kept, for those who come back. Nothing where there are none. */
export function ReportList({ org }: { org: string }) {
  const { data: reports = [] } = useQuery(fileReportsQuery(org));
  if (reports.length === 0) return null;
  return (
    <section aria-labelledby="saved-reports" data-print="hide">
      <h2 id="saved-reports" className="mb-2 font-medium">
        Saved reports
      </h2>
      <ul className="space-y-1">
        {reports.map(({ id, name, imageCount, createdAt, createdBy }) => (
          <li key={id} className="wrap-anywhere">
            <Link to={paths.explainReport(org, id)} className="link">
              {name}
            </Link>{" "}
            <span className="text-muted">
              {plural(imageCount, "image")}, saved <RelativeTime at={createdAt} />
              {createdBy ? ` by ${createdBy.name}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
