import { investigators, managers, type RegistryView, type Role } from "@berth/api-contract";
import type { RefObject } from "react";
import { may } from "#src/api/session.ts";
import { RegistryHealth } from "#src/domain-ui/registry-health.tsx";
import { RegistryTypeLabel } from "#src/domain-ui/registry-type-icon.tsx";
import { registryTypeShortName } from "#src/domain-ui/registry-type-name.ts";
import { formatCount, formatEndDay } from "#src/lib/time-format.ts";
import { useNow } from "#src/lib/use-now.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import type { MenuEntry } from "#src/ui/menu-entry.ts";
import { MenuButton } from "#src/ui/menu.tsx";
import { RelativeTime, RelativeTimeOr } from "#src/ui/relative-time.tsx";
import type { Column, Sort } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { TruncatedMono } from "#src/ui/truncated-mono.tsx";
import { RowCheck } from "./row-check.tsx";

/** The rows of the list. What a role may not see has no column, what it may not do has no menu entry. */
export function RegistryTable({
  org,
  role,
  registries,
  sort,
  onSort,
  running,
  onCheck,
  onPause,
  table,
}: {
  org: string;
  role: Role;
  registries: readonly RegistryView[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Checks started from this list, by registry. */
  running: ReadonlyMap<string, string>;
  onCheck: (registry: RegistryView) => void;
  onPause: (registry: RegistryView) => void;
  table: RefObject<HTMLDivElement | null>;
}) {
  const columns: Column<RegistryView>[] = [
    {
      id: "name",
      header: "Name",
      rowHeader: true,
      sortable: true,
      renderCell: ({ id, name }) => (
        <Link to={paths.registry(org, id)} className="link font-medium" data-row-link="">
          {name}
        </Link>
      ),
    },
    {
      id: "type",
      header: "Type",
      sortable: true,
      renderCell: ({ type }) => (
        <span className="whitespace-nowrap">
          <RegistryTypeLabel type={type} name={registryTypeShortName(type)} />
        </span>
      ),
    },
    {
      id: "patterns",
      header: "Patterns",
      renderCell: ({ patterns }) => <Patterns patterns={patterns} />,
    },
    {
      id: "health",
      header: "Health",
      sortable: true,
      renderCell: (registry) => {
        const check = running.get(registry.id);
        const health = <RegistryHealth health={registry.health} />;
        return check === undefined ? (
          health
        ) : (
          <RowCheck org={org} check={check} otherwise={health} />
        );
      },
    },
    ...(role === "member" ? [] : columnsOfStaff),
  ];
  if (may(role, investigators)) {
    columns.push({
      id: "menu",
      header: "Actions",
      hideHeader: true,
      align: "end",
      renderCell: (registry) => (
        <MenuButton
          label={`Actions for ${registry.name}`}
          className={iconButtonStyles("small")}
          data-row-menu=""
          entries={rowMenu(org, role, registry, onCheck, onPause)}
        >
          <Icon glyph={ellipsisGlyph} />
        </MenuButton>
      ),
    });
  }
  return (
    <div ref={table}>
      <Table
        caption="Registries"
        list="registries"
        columns={columns}
        rows={registries}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={onSort}
      />
    </div>
  );
}

/** What a member is not told. An empty column would say that there is nothing. */
const columnsOfStaff: readonly Column<RegistryView>[] = [
  {
    id: "identity",
    header: "Identity",
    shownFrom: 1440,
    renderCell: ({ identity }) =>
      identity === null ? <span className="text-muted">None</span> : <Short>{identity}</Short>,
  },
  {
    id: "expires",
    header: "Expires",
    sortable: true,
    renderCell: ({ expiry }) => <Expires at={expiry.at} />,
  },
  {
    id: "lastPull",
    header: "Last pull",
    shownFrom: 1280,
    sortable: true,
    renderCell: ({ lastPullAt }) => <RelativeTimeOr at={lastPullAt} never="Never" />,
  },
  {
    id: "pulls",
    header: "Pulls 30 d",
    shownFrom: 1280,
    align: "end",
    sortable: true,
    renderCell: ({ pulls30d }) => formatCount(pulls30d),
  },
];

function rowMenu(
  org: string,
  role: Role,
  registry: RegistryView,
  onCheck: (registry: RegistryView) => void,
  onPause: (registry: RegistryView) => void,
): MenuEntry[] {
  const check: MenuEntry =
    registry.checkedOn === "worker"
      ? {
          kind: "link",
          label: "Check on a worker…",
          link: <Link to={`${paths.registry(org, registry.id)}#check`} />,
        }
      : { kind: "action", label: "Check now", onSelect: () => onCheck(registry) };
  if (!may(role, managers)) return [check];
  // Where workers sign in with their own role there is no secret to replace.
  const replace: MenuEntry[] =
    registry.checkedOn === "worker"
      ? []
      : [
          {
            kind: "link",
            label: "Replace secret",
            link: <Link to={paths.registryCredential(org, registry.id)} />,
          },
        ];
  return [
    check,
    ...replace,
    {
      kind: "action",
      label: registry.paused ? "Resume" : "Pause",
      onSelect: () => onPause(registry),
    },
    { kind: "separator" },
    {
      kind: "link",
      label: "Delete…",
      link: <Link to={`${paths.registry(org, registry.id)}#delete`} />,
    },
  ];
}

function Patterns({ patterns }: { patterns: RegistryView["patterns"] }) {
  const [first, ...others] = patterns;
  if (!first) return <span className="text-muted">None</span>;
  return (
    <span className="md:flex md:w-max md:items-baseline md:max-w-40 xl:max-w-44 min-[90rem]:max-w-72">
      <TruncatedMono>{first.text}</TruncatedMono>
      {others.length > 0 ? (
        <span className="ms-1 text-muted" title={others.map(({ text }) => text).join("\n")}>
          +{others.length}
          <span className="sr-only"> more</span>
        </span>
      ) : null}
    </span>
  );
}

function Short({ children }: { children: string }) {
  return (
    <span className="block md:w-max md:max-w-48">
      <TruncatedMono>{children}</TruncatedMono>
    </span>
  );
}

function Expires({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return <span className="text-muted">Unknown</span>;
  const time = Date.parse(at);
  const soon = time - now < 60 * 24 * 3_600_000;
  return soon ? (
    <RelativeTime at={at} />
  ) : (
    <time dateTime={at} className="whitespace-nowrap">
      {formatEndDay(time)}
    </time>
  );
}
