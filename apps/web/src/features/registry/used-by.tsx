import type { PullView, RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { formatCount } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { type Column, Table } from "#src/ui/table.tsx";

const pullsRead = 200;

/** The projects behind the newest pulls, with how many each has. */
export function UsedBy({ org, registry }: { org: string; registry: RegistryView }) {
  const query = useQuery({
    queryKey: ["registry-users", org, registry.id],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/pulls", {
        params: { org },
        query: { registry: registry.id, limit: pullsRead },
        signal,
      }),
  });
  return (
    <DataRegion query={query} what="who uses it" skeleton={<SkeletonRows rows={2} />}>
      {({ pulls, next }) =>
        pulls.length === 0 ? (
          <p className="text-muted">No worker has pulled with it yet.</p>
        ) : (
          <>
            <Table
              caption="Projects that use this registry"
              columns={columns}
              rows={byProject(pulls)}
              rowKey={({ id }) => id}
            />
            <p className="mt-1 text-table text-muted">
              {next === null
                ? "Counted over all recorded pulls."
                : `Counted over the newest ${formatCount(pullsRead)} pulls.`}{" "}
              <Link to={paths.registryPulls(org, registry.id)} className="link">
                See the pulls
              </Link>
            </p>
          </>
        )
      }
    </DataRegion>
  );
}

interface ProjectUse {
  id: string;
  name: string;
  pulls: number;
  failed: number;
  lastAt: string;
}

const columns: readonly Column<ProjectUse>[] = [
  { id: "project", header: "Project", rowHeader: true, renderCell: ({ name }) => name },
  { id: "pulls", header: "Pulls", align: "end", renderCell: ({ pulls }) => formatCount(pulls) },
  { id: "failed", header: "Failed", align: "end", renderCell: ({ failed }) => formatCount(failed) },
  { id: "last", header: "Last pull", renderCell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
];

/** Newest first in, most pulls first out. */
function byProject(pulls: readonly PullView[]): ProjectUse[] {
  const uses = new Map<string, ProjectUse>();
  for (const { project, status, at } of pulls) {
    const id = project?.id ?? "";
    const use = uses.get(id) ?? {
      id,
      name: project?.name ?? "No project",
      pulls: 0,
      failed: 0,
      lastAt: at,
    };
    use.pulls += 1;
    if (status === "failed" || status === "refused") use.failed += 1;
    uses.set(id, use);
  }
  return [...uses.values()].toSorted((a, b) => b.pulls - a.pulls);
}
