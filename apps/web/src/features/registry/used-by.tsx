import type { RegistryUsage, RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { formatCount } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

type Use = RegistryUsage["projects"][number];

/** The projects that pulled with the registry lately, with how many pulls each had. */
export function UsedBy({ org, registry }: { org: string; registry: RegistryView }) {
  const query = useQuery({
    queryKey: ["registry-usage", org, registry.id],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/registries/{id}/usage", {
        params: { org, id: registry.id },
        signal,
      }),
  });
  return (
    <DataRegion query={query} what="who uses it" skeleton={<SkeletonRows rows={2} />}>
      {({ projects, days }) =>
        projects.length === 0 ? (
          <p className="text-muted">No worker has pulled with it in the last {days} days.</p>
        ) : (
          <>
            <Table
              caption="Projects that use this registry"
              columns={columnsFor(org, registry.id)}
              rows={projects}
              rowKey={({ project }) => project?.id ?? ""}
            />
            <p className="mt-1 text-table text-muted">Counted over the last {days} days.</p>
          </>
        )
      }
    </DataRegion>
  );
}

function columnsFor(org: string, registry: string): readonly Column<Use>[] {
  return [
    {
      id: "project",
      header: "Project",
      rowHeader: true,
      renderCell: ({ project }) =>
        project === null ? (
          <span className="text-muted">No project</span>
        ) : (
          <Link
            to={paths.pulls(org, { registry, project: project.id, within: "30d" })}
            className="link"
          >
            {project.name}
          </Link>
        ),
    },
    { id: "pulls", header: "Pulls", align: "end", renderCell: ({ pulls }) => formatCount(pulls) },
    {
      id: "failed",
      header: "Failed or refused",
      align: "end",
      renderCell: ({ failed }) => formatCount(failed),
    },
    {
      id: "last",
      header: "Last pull",
      renderCell: ({ lastPullAt }) => <RelativeTime at={lastPullAt} />,
    },
  ];
}
