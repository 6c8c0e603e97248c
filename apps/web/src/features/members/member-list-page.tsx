import type { Role } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { peopleQuery } from "#src/api/projects.ts";
import { roleWords, useOrganization, useSession } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { Table } from "#src/ui/table.tsx";

const roleRights: Record<Role, string> = {
  owner: "Everything, members and settings included",
  admin: "Registries, secrets, patterns, worker tokens and projects",
  support: "Explains images and runs checks; sees and changes no credential",
  member: "Sees the pulls of their own projects",
};

/** Who belongs to the organization, and what each may do. */
export function MemberListPage() {
  const { slug: org, name } = useOrganization();
  const { user } = useSession();
  useDocumentTitle("Members", name);
  const query = useQuery(peopleQuery(org));
  return (
    <>
      <PageHeader title="Members" lead="Nobody can see a secret, whatever their role." />
      <DataRegion query={query} what="members" skeleton={<SkeletonRows />}>
        {(people) => (
          <Table
            caption="Members"
            rows={people}
            rowKey={({ id }) => id}
            columns={[
              {
                id: "name",
                header: "Person",
                rowHeader: true,
                renderCell: ({ id, name: person }) => (id === user.id ? `${person} (you)` : person),
              },
              { id: "email", header: "E-mail", renderCell: ({ email }) => email },
              { id: "role", header: "Role", renderCell: ({ role }) => roleWords[role] },
              { id: "rights", header: "May do", renderCell: ({ role }) => roleRights[role] },
            ]}
          />
        )}
      </DataRegion>
    </>
  );
}
