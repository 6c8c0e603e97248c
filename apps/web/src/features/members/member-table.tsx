import { managers, type MemberView, rolesBelow } from "@berth/api-contract";
import { may, roleWords, useOrganization, useSession } from "#src/api/session.ts";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import type { MenuEntry } from "#src/ui/menu-entry.ts";
import { MenuButton } from "#src/ui/menu.tsx";
import { RelativeTimeOr } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { SignInWays } from "./sign-in-ways.tsx";
import type { MemberDeed } from "./member-deed.ts";
import { roleRights } from "./role-words.ts";

export function MemberTable({
  members,
  onDeed,
}: {
  members: readonly MemberView[];
  onDeed: (deed: MemberDeed) => void;
}) {
  const { role: ownRole } = useOrganization();
  const { user } = useSession();

  const entriesFor = (member: MemberView): MenuEntry[] => {
    if (member.id === user.id) {
      return [
        {
          kind: "action",
          label: "Leave organization…",
          danger: true,
          onSelect: () => onDeed({ deed: "leave", member }),
        },
      ];
    }
    const entries: MenuEntry[] = [];
    if (ownRole === "owner") {
      entries.push({
        kind: "action",
        label: "Change role…",
        onSelect: () => onDeed({ deed: "role", member }),
      });
    }
    if (ownRole === "owner" || (may(ownRole, managers) && may(member.role, rolesBelow(ownRole)))) {
      entries.push({
        kind: "action",
        label: "Remove…",
        danger: true,
        onSelect: () => onDeed({ deed: "remove", member }),
      });
    }
    return entries;
  };

  const columns: Column<MemberView>[] = [
    {
      id: "name",
      header: "Person",
      rowHeader: true,
      renderCell: ({ id, name }) => (id === user.id ? `${name} (you)` : name),
    },
    {
      id: "email",
      header: "E-mail",
      renderCell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
    },
    { id: "role", header: "Role", renderCell: ({ role }) => roleWords[role] },
    {
      id: "rights",
      header: "May do",
      shownFrom: 1440,
      renderCell: ({ role }) => roleRights[role],
    },
    ...(may(ownRole, managers)
      ? [
          {
            id: "sign-in",
            header: "Signs in with",
            renderCell: ({ signIn }: MemberView) => <SignInWays signIn={signIn} />,
          },
          {
            id: "active",
            header: "Last active",
            renderCell: ({ lastActiveAt }: MemberView) => (
              <RelativeTimeOr at={lastActiveAt} never="Not yet" />
            ),
          },
        ]
      : []),
    {
      id: "menu",
      header: "Actions",
      hideHeader: true,
      align: "end",
      renderCell: (member) => {
        const entries = entriesFor(member);
        return entries.length === 0 ? null : (
          <MenuButton
            label={`Actions for ${member.name}`}
            className={iconButtonStyles("small")}
            data-row-link=""
            data-row-menu=""
            entries={entries}
          >
            <Icon glyph={ellipsisGlyph} />
          </MenuButton>
        );
      },
    },
  ];
  return (
    <Table
      caption="Members"
      list="members"
      rows={members}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
