import { managers, type MemberView, roles } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { membersQuery } from "#src/api/members.ts";
import { may, roleWords, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import type { RowFilter } from "#src/domain-ui/whole-list/row-filter.ts";
import { WholeList } from "#src/domain-ui/whole-list/whole-list.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { InvitationSection } from "./invitation-section.tsx";
import type { MemberDeed } from "./member-deed.ts";
import { MemberTable } from "./member-table.tsx";

const InviteDialog = lazy(async () => ({
  default: (await import("./invite-dialog.tsx")).InviteDialog,
}));
const RoleDialog = lazy(async () => ({
  default: (await import("./role-dialog.tsx")).RoleDialog,
}));
const RemoveDialog = lazy(async () => ({
  default: (await import("./remove-dialog.tsx")).RemoveDialog,
}));
const LeaveDialog = lazy(async () => ({
  default: (await import("./leave-dialog.tsx")).LeaveDialog,
}));

const memberFilter: RowFilter<MemberView> = {
  placeholder: "Name or e-mail",
  textsOf: ({ name, email }) => [name, email],
  choices: [
    {
      name: "role",
      label: "Role",
      options: roles.map((role) => ({ value: role, label: roleWords[role] })),
      valueOf: ({ role }) => role,
    },
    {
      name: "factor",
      label: "Second factor",
      options: [
        { value: "yes", label: "Set up" },
        { value: "no", label: "None" },
      ],
      // Whoever may not manage members is not told.
      valueOf: ({ signIn }) => (signIn === null ? "" : signIn.second.length > 0 ? "yes" : "no"),
    },
  ],
};

/** Who belongs to the organization, who is invited, and what each may do. */
export function MemberListPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Members", name);
  const query = useQuery(membersQuery(org));
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<MemberDeed | null>(null);
  const canManage = may(role, managers);
  const close = () => setOpen(null);

  return (
    <>
      <PageHeader
        title="Members"
        lead="Nobody can see a secret, whatever their role."
        actions={
          canManage ? (
            <Button variant="primary" onClick={() => setInviting(true)}>
              Invite member
            </Button>
          ) : null
        }
      />
      <DataRegion query={query} what="members" skeleton={<SkeletonRows />}>
        {(members) => (
          <WholeList rows={members} one="member" many="members" filter={memberFilter}>
            {(shown) => <MemberTable members={shown} onDeed={setOpen} />}
          </WholeList>
        )}
      </DataRegion>
      {canManage ? <InvitationSection org={org} /> : null}
      <Suspense>
        {inviting ? <InviteDialog org={org} onClose={() => setInviting(false)} /> : null}
        {open?.deed === "role" ? (
          <RoleDialog org={org} member={open.member} onClose={close} />
        ) : null}
        {open?.deed === "remove" ? (
          <RemoveDialog org={org} member={open.member} onClose={close} />
        ) : null}
        {open?.deed === "leave" ? <LeaveDialog org={org} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
