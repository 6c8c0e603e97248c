import type { ProjectView } from "@berth/api-contract";
import { fewNames } from "#src/lib/few-names.ts";
import { formatCount } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTimeOr } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

const namesShownMax = 3;

export function ProjectTable({
  org,
  projects,
  canManage,
  onEdit,
  onDelete,
}: {
  org: string;
  projects: readonly ProjectView[];
  canManage: boolean;
  onEdit: (project: ProjectView) => void;
  onDelete: (project: ProjectView) => void;
}) {
  const pulls: Column<ProjectView> = {
    id: "pulls",
    header: "Pulls 30 d",
    align: "end",
    renderCell: ({ id, name, pulls30d }) =>
      pulls30d === 0 ? (
        "0"
      ) : (
        <Link to={paths.pulls(org, { project: id })} className="link">
          {formatCount(pulls30d)}
          <span className="sr-only"> pulls of {name}</span>
        </Link>
      ),
  };
  const menu: Column<ProjectView> = {
    id: "menu",
    header: "Actions",
    hideHeader: true,
    align: "end",
    renderCell: (project) => (
      <MenuButton
        label={`Actions for ${project.name}`}
        className={iconButtonStyles("small")}
        data-row-link=""
        data-row-menu=""
        entries={[
          { kind: "action", label: "Edit", onSelect: () => onEdit(project) },
          { kind: "separator" },
          { kind: "action", label: "Delete…", danger: true, onSelect: () => onDelete(project) },
        ]}
      >
        <Icon glyph={ellipsisGlyph} />
      </MenuButton>
    ),
  };
  return (
    <Table
      caption="Projects"
      list="projects"
      columns={canManage ? [...columns, pulls, menu] : [...columns, pulls]}
      rows={projects}
      rowKey={({ id }) => id}
    />
  );
}

const columns: readonly Column<ProjectView>[] = [
  {
    id: "name",
    header: "Name",
    rowHeader: true,
    renderCell: ({ name, externalId }) => (
      <>
        {name}
        {externalId === null ? null : (
          <span className="block font-normal text-muted wrap-anywhere">
            Kept in step by API as <MonoText>{externalId}</MonoText>
          </span>
        )}
      </>
    ),
  },
  { id: "owner", header: "Owner", renderCell: ({ owner }) => <Owner owner={owner} /> },
  { id: "members", header: "Members", renderCell: ({ members }) => <Members members={members} /> },
  {
    id: "lastPull",
    header: "Last pull",
    renderCell: ({ lastPullAt }) => <RelativeTimeOr at={lastPullAt} never="Never" />,
  },
];

function Owner({ owner }: { owner: ProjectView["owner"] }) {
  if (owner.kind === "organization") return "Organization";
  return (
    <>
      {owner.person.name} <span className="text-muted">· personal, no organization registries</span>
    </>
  );
}

function Members({ members }: { members: ProjectView["members"] }) {
  if (members.length === 0) return <span className="text-muted">None</span>;
  return fewNames(
    members.map(({ name }) => name),
    namesShownMax,
  );
}
