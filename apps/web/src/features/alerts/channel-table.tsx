import { alertKinds, type AlertChannelView } from "@berth/api-contract";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { kindWords, shortEventWords, stateLooks } from "./alert-words.ts";

export type ChannelDeeds = {
  onTest: (channel: AlertChannelView) => void;
  onEdit: (channel: AlertChannelView) => void;
  onPause: (channel: AlertChannelView) => void;
  onDelete: (channel: AlertChannelView) => void;
  /** The channel a test or a change of which is under way. */
  busy: string | null;
};

/** Where alerts go, one channel a row. */
export function ChannelTable({
  channels,
  ...deeds
}: { channels: readonly AlertChannelView[] } & ChannelDeeds) {
  return (
    <Table
      caption="Channels"
      columns={[...columns, testColumn(deeds), menuColumn(deeds)]}
      rows={channels}
      rowKey={({ id }) => id}
    />
  );
}

const columns: readonly Column<AlertChannelView>[] = [
  { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
  {
    id: "to",
    header: "To",
    renderCell: ({ kind, recipients, host }) => (
      <>
        {kindWords[kind]}
        <span className="block text-muted wrap-anywhere">
          {kind === "email" ? recipients.join(", ") : host}
        </span>
      </>
    ),
  },
  {
    id: "events",
    header: "Events",
    renderCell: ({ events }) =>
      events.length === alertKinds.length
        ? "All"
        : alertKinds
            .filter((kind) => events.includes(kind))
            .map((kind) => shortEventWords[kind])
            .join(", "),
  },
  {
    id: "state",
    header: "State",
    renderCell: ({ paused }) =>
      paused ? (
        <StatusBadge shape="pause-square" tone="neutral" word="Paused" />
      ) : (
        <StatusBadge shape="check-circle" tone="success" word="Active" />
      ),
  },
  {
    id: "last",
    header: "Last delivery",
    renderCell: ({ lastDelivery }) =>
      lastDelivery === null ? (
        <span className="text-muted">None yet</span>
      ) : (
        <StatusBadge
          {...stateLooks[lastDelivery.state]}
          detail={<RelativeTime at={lastDelivery.createdAt} />}
        />
      ),
  },
];

const testColumn = ({ onTest, busy }: ChannelDeeds): Column<AlertChannelView> => ({
  id: "test",
  header: "Test",
  renderCell: (channel) => (
    <Button
      size="small"
      aria-label={`Send test to ${channel.name}`}
      busy={busy === channel.id && "Sending…"}
      onClick={() => onTest(channel)}
    >
      Send test
    </Button>
  ),
});

const menuColumn = ({ onEdit, onPause, onDelete }: ChannelDeeds): Column<AlertChannelView> => ({
  id: "menu",
  header: "Actions",
  hideHeader: true,
  align: "end",
  renderCell: (channel) => (
    <MenuButton
      label={`Actions for ${channel.name}`}
      className={iconButtonStyles("small")}
      entries={[
        { kind: "action", label: "Edit…", onSelect: () => onEdit(channel) },
        {
          kind: "action",
          label: channel.paused ? "Resume" : "Pause",
          onSelect: () => onPause(channel),
        },
        { kind: "separator" },
        { kind: "action", label: "Delete…", danger: true, onSelect: () => onDelete(channel) },
      ]}
    >
      <Icon glyph={ellipsisGlyph} />
    </MenuButton>
  ),
});
