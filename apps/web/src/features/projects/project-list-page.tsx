import { managers, type ProjectView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { projectsQuery } from "#src/api/projects.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import type { RowFilter } from "#src/domain-ui/whole-list/row-filter.ts";
import { WholeList } from "#src/domain-ui/whole-list/whole-list.tsx";
import { compareNames } from "#src/lib/compare-names.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { ProjectTable } from "./project-table.tsx";

const ProjectDialog = lazy(async () => ({
  default: (await import("#src/domain-ui/project-dialog.tsx")).ProjectDialog,
}));
const ProjectDeleteDialog = lazy(async () => ({
  default: (await import("./project-delete-dialog.tsx")).ProjectDeleteDialog,
}));

type Open = { dialog: "create" } | { dialog: "edit" | "delete"; project: ProjectView } | null;

const projectFilter: RowFilter<ProjectView> = {
  placeholder: "Name or person",
  textsOf: ({ name, externalId, owner, members }) => [
    name,
    externalId,
    owner.kind === "person" ? owner.person.name : null,
    ...members.map((member) => member.name),
  ],
  choices: [
    {
      name: "owner",
      label: "Owner",
      options: [
        { value: "organization", label: "Organization" },
        { value: "person", label: "A person" },
      ],
      valueOf: ({ owner }) => owner.kind,
    },
  ],
};

/** The projects that pull, and who owns each. */
export function ProjectListPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Projects", name);
  const query = useQuery(projectsQuery(org));
  const [open, setOpen] = useState<Open>(null);
  const canManage = may(role, managers);
  const close = () => setOpen(null);
  const create = (
    <Button variant="primary" onClick={() => setOpen({ dialog: "create" })}>
      Create project
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Projects"
        lead="A pull belongs to a project. Projects of the organization use its registries; personal projects can't."
        actions={canManage && query.data && query.data.length > 0 ? create : null}
      />
      <DataRegion query={query} what="projects" skeleton={<SkeletonRows />}>
        {(projects) =>
          projects.length === 0 ? (
            <EmptyState
              title={role === "member" ? "You are in no project yet" : "No projects yet"}
              actions={canManage ? create : null}
            >
              {role === "member"
                ? "An admin can add you to a project."
                : "Create one for each thing that pulls images, such as a team, a service or a cluster."}
            </EmptyState>
          ) : (
            <WholeList
              rows={projects.toSorted((a, b) => compareNames(a.name, b.name))}
              one="project"
              many="projects"
              filter={projectFilter}
            >
              {(shown) => (
                <ProjectTable
                  org={org}
                  projects={shown}
                  canManage={canManage}
                  onEdit={(project) => setOpen({ dialog: "edit", project })}
                  onDelete={(project) => setOpen({ dialog: "delete", project })}
                />
              )}
            </WholeList>
          )
        }
      </DataRegion>
      <Suspense>
        {open?.dialog === "create" ? <ProjectDialog org={org} onClose={close} /> : null}
        {open?.dialog === "edit" ? (
          <ProjectDialog org={org} project={open.project} onClose={close} />
        ) : null}
        {open?.dialog === "delete" ? (
          <ProjectDeleteDialog org={org} project={open.project} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}
