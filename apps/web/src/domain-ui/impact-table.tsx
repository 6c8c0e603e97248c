import type { Effect, MovedImage } from "@berth/api-contract";
import { memo, useState } from "react";
import { formatCount, plural } from "#src/lib/time-format.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

const changes = [
  { key: "gain", one: "Gains a credential", many: "Gain a credential" },
  { key: "switch", one: "Switches credential", many: "Switch credential" },
  { key: "lose", one: "Loses its credential", many: "Lose their credential" },
] as const;

const daysCompared = 30;
/** A change may move a thousand images; only what is looked at is drawn. */
const pageSize = 10;

/** What a change does to the images pulled in the last 30 days: the counts, and each image behind its count. */
export const ImpactTable = memo(function ImpactTable({
  effect,
  startOpen = null,
}: {
  effect: Effect;
  /** The list that is open from the start. */
  startOpen?: "gain" | "switch" | "lose" | null | undefined;
}) {
  const [open, setOpen] = useState<string | null>(startOpen);
  const known = effect.gain.length + effect.switch.length + effect.lose.length + effect.unchanged;
  if (known === 0) {
    return <p className="text-muted">No pulls recorded yet, so we can't preview the effect.</p>;
  }
  return (
    <div className="space-y-2">
      <ul className="space-y-2">
        {changes.map(({ key, one, many }) => (
          <li key={key}>
            <ImpactLine
              label={effect[key].length === 1 ? one : many}
              images={effect[key]}
              open={open === key}
              onToggle={(next) => setOpen((now) => (next ? key : now === key ? null : now))}
            />
          </li>
        ))}
        <li>
          Unchanged <strong className="tabular-nums">{formatCount(effect.unchanged)}</strong>
        </li>
      </ul>
      {effect.daysRecorded < daysCompared ? (
        <p className="text-table text-muted">
          Only {plural(effect.daysRecorded, "day")} of pulls recorded; the preview may miss images.
        </p>
      ) : null}
    </div>
  );
});

/** How many images get another credential than before, or none: the number on the save button. */
export function changedImages(effect: Effect): number {
  return effect.gain.length + effect.switch.length + effect.lose.length;
}

function ImpactLine({
  label,
  images,
  open,
  onToggle,
}: {
  label: string;
  images: readonly MovedImage[];
  open: boolean;
  onToggle: (open: boolean) => void;
}) {
  const line = (
    <span className="text-fg">
      {label} <strong className="tabular-nums">{formatCount(images.length)}</strong>
    </span>
  );
  if (images.length === 0) return <span className="text-muted">{line}</span>;
  return (
    <Disclosure summary={line} open={open} onToggle={onToggle}>
      {open ? <MovedImages label={label} images={images} /> : null}
    </Disclosure>
  );
}

function MovedImages({ label, images }: { label: string; images: readonly MovedImage[] }) {
  const [page, setPage] = useState(0);
  const last = Math.ceil(images.length / pageSize) - 1;
  const shown = Math.min(page, last);
  return (
    <>
      <Table
        caption={label}
        columns={columns}
        rows={images.slice(shown * pageSize, (shown + 1) * pageSize)}
        rowKey={({ image }) => image}
      />
      <Pagination
        label={`Pages of images: ${label.toLowerCase()}`}
        summary={`${plural(images.length, "image")}, page ${shown + 1} of ${last + 1}`}
        onPrevious={shown > 0 ? () => setPage(shown - 1) : null}
        onNext={shown < last ? () => setPage(shown + 1) : null}
      />
    </>
  );
}

const columns: readonly Column<MovedImage>[] = [
  {
    id: "image",
    header: "Image",
    rowHeader: true,
    renderCell: ({ image }) => <MonoText>{image}</MonoText>,
  },
  { id: "now", header: "Now", renderCell: ({ now }) => <Side side={now} /> },
  { id: "after", header: "After", renderCell: ({ after }) => <Side side={after} /> },
  { id: "pulls", header: "Pulls", align: "end", renderCell: ({ pulls }) => formatCount(pulls) },
  { id: "projects", header: "Projects", renderCell: ({ projects }) => projects.join(", ") },
];

function Side({ side }: { side: MovedImage["now"] }) {
  if (side === null) return <span className="text-muted">No credential</span>;
  return (
    <>
      {side.registryName} <MonoText className="text-muted">{side.pattern}</MonoText>
    </>
  );
}
