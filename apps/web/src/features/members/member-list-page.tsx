import { managers } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { membersQuery } from "#src/api/members.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
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
        {(members) => <MemberTable members={members} onDeed={setOpen} />}
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
