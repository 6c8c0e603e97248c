import { type InvitationView, rolesBelow } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { invitationsQuery } from "#src/api/members.ts";
import { may, roleWords, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

const RenewDialog = lazy(async () => ({
  default: (await import("./invitation-renew-dialog.tsx")).InvitationRenewDialog,
}));
const RevokeDialog = lazy(async () => ({
  default: (await import("./invitation-revoke-dialog.tsx")).InvitationRevokeDialog,
}));

type Open = { deed: "renew" | "revoke"; invitation: InvitationView } | null;

/** Who was invited and has not joined yet; nothing stands here while that is nobody. */
export function InvitationSection({ org }: { org: string }) {
  const { role } = useOrganization();
  const query = useQuery(invitationsQuery(org));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);

  const menu: Column<InvitationView> = {
    id: "menu",
    header: "Actions",
    hideHeader: true,
    align: "end",
    renderCell: (invitation) =>
      may(invitation.role, rolesBelow(role)) ? (
        <MenuButton
          label={`Actions for the invitation of ${invitation.email}`}
          className={iconButtonStyles("small")}
          entries={[
            {
              kind: "action",
              label: "Send again…",
              onSelect: () => setOpen({ deed: "renew", invitation }),
            },
            { kind: "separator" },
            {
              kind: "action",
              label: "Take back…",
              danger: true,
              onSelect: () => setOpen({ deed: "revoke", invitation }),
            },
          ]}
        >
          <Icon glyph={ellipsisGlyph} />
        </MenuButton>
      ) : null,
  };

  return (
    <>
      <DataRegion query={query} what="invitations" skeleton={null}>
        {(invitations) =>
          invitations.length === 0 ? null : (
            <section aria-labelledby="invitations" className="mt-8">
              <h2 id="invitations" className="mb-2 text-h2 font-semibold">
                Invitations
              </h2>
              <Table
                caption="Invitations"
                columns={[...columns, menu]}
                rows={invitations}
                rowKey={({ id }) => id}
              />
            </section>
          )
        }
      </DataRegion>
      <Suspense>
        {open?.deed === "renew" ? (
          <RenewDialog org={org} invitation={open.invitation} onClose={close} />
        ) : null}
        {open?.deed === "revoke" ? (
          <RevokeDialog org={org} invitation={open.invitation} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}

const columns: readonly Column<InvitationView>[] = [
  {
    id: "email",
    header: "E-mail",
    rowHeader: true,
    renderCell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
  },
  { id: "role", header: "Role", renderCell: ({ role }) => roleWords[role] },
  {
    id: "by",
    header: "Invited by",
    renderCell: ({ invitedBy }) =>
      invitedBy?.name ?? <span className="text-muted">Somebody who has left</span>,
  },
  {
    id: "expires",
    header: "Expires",
    renderCell: ({ state, expiresAt }) =>
      state === "expired" ? (
        <span className="text-danger">
          Expired <RelativeTime at={expiresAt} />
        </span>
      ) : (
        <RelativeTime at={expiresAt} />
      ),
  },
];
