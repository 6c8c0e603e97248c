import type { PullCounts, PullFilter, PullSpan } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { pullCountsQuery } from "#src/api/pulls.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { formatAbsolute, formatCount, plural } from "#src/lib/time-format.ts";
import { type Bar, BarChart, BarLegend, type BarSeries } from "#src/ui/bar-chart.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { slotInWords } from "./slot-in-words.ts";

type Slot = PullCounts["slots"][number];

const series: readonly BarSeries[] = [
  { id: "succeeded", label: "Succeeded", look: "success" },
  { id: "open", label: "No end reported", look: "neutral" },
  { id: "refused", label: "Refused", look: "warning" },
  { id: "failed", label: "Failed", look: "danger" },
];

/** Pulls over time and how they ended, as bars with a table beside them. */
export function PullChart({
  org,
  filter,
  small = false,
}: {
  org: string;
  filter: PullFilter;
  /** A sparkline: no legend, and low. */
  small?: boolean | undefined;
}) {
  const query = useQuery(pullCountsQuery(org, filter));
  return (
    <DataRegion
      query={query}
      what="the chart"
      skeleton={<ChartInWaiting small={small} />}
      holdsRoom
    >
      {(counts) => <Chart counts={counts} span={spanInWords(filter)} small={small} />}
    </DataRegion>
  );
}

/** Spaces that a line keeps: the place of a sentence of some length. */
const emptyWords = "\u00a0".repeat(40);

/** As high as the chart: each change of a filter brings another one, and the list below it stays where it is. */
function ChartInWaiting({ small }: { small: boolean }) {
  return (
    <div className="space-y-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-table">
          <span className="rounded-sm bg-inset forced-color-adjust-none">{emptyWords}</span>
        </p>
        {small ? null : <BarLegend series={series} />}
      </div>
      <div>
        <div className={`border-b border-control bg-inset ${small ? "h-8" : "h-16"}`} />
        <div className="text-meta">{emptyWords}</div>
      </div>
      <div>
        <span className="inline-flex min-h-6 items-center text-table">{emptyWords}</span>
      </div>
    </div>
  );
}

function Chart({
  counts: { unit, slots, countedSince },
  span,
  small,
}: {
  counts: PullCounts;
  span: string | null;
  small: boolean;
}) {
  const bars = slots.map((slot) => toBar(slot, unit));
  const since = countedSince === null ? null : formatAbsolute(Date.parse(countedSince));
  const when = since === null ? `in ${span ?? plural(slots.length, unit)}` : `since ${since}`;
  const summary = `${endsInWords(slots)} ${when}.`;
  const [first] = slots;
  const last = slots.at(-1);
  return (
    <div className="space-y-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-table">{summary}</p>
        {small ? null : <BarLegend series={series} />}
      </div>
      {since === null ? null : (
        <p className="text-table text-muted">
          Earlier pulls are not counted: these filters have too many to read. Choose a shorter time
          to count all of it.
        </p>
      )}
      <BarChart
        label={`Chart of pulls by ${unit}. ${summary}`}
        bars={bars}
        series={series}
        from={first ? slotInWords(first.at, unit) : ""}
        to={last ? slotInWords(last.at, unit) : ""}
        small={small}
      />
      <Disclosure summary={<span className="text-table">Show as a table</span>}>
        <Table
          caption={`Pulls by ${unit}`}
          columns={columnsFor(unit)}
          rows={slots.toReversed()}
          rowKey={({ at }) => at}
        />
      </Disclosure>
    </div>
  );
}

function columnsFor(unit: PullCounts["unit"]): readonly Column<Slot>[] {
  return [
    {
      id: "at",
      header: unit === "hour" ? "Hour" : "Day (UTC)",
      rowHeader: true,
      renderCell: ({ at }) => slotInWords(at, unit),
    },
    {
      id: "all",
      header: "Pulls",
      align: "end",
      renderCell: (slot) => formatCount(total(slot)),
    },
    ...series.map(({ id, label }): Column<Slot> => ({
      id,
      header: label,
      align: "end",
      renderCell: (slot) => formatCount(slot[id as "succeeded"]),
    })),
  ];
}

function toBar(slot: Slot, unit: PullCounts["unit"]): Bar {
  const { at, succeeded, failed, refused, open } = slot;
  return {
    key: at,
    title: `${slotInWords(at, unit)}: ${endsInWords([slot])}`,
    values: { succeeded, failed, refused, open },
  };
}

/** A span that ends now touches one day or hour more than it is long, so its own name says it better than its bars. */
const spanWords: Record<PullSpan, string> = {
  "1h": "the last hour",
  "24h": "the last 24 hours",
  "7d": "the last 7 days",
  "30d": "the last 30 days",
};

function spanInWords({ within, from, to }: PullFilter): string | null {
  return within === undefined || from !== undefined || to !== undefined ? null : spanWords[within];
}

/** "1,240 pulls, 12 failed, 3 refused". */
function endsInWords(slots: readonly Slot[]): string {
  const sum = (of: (slot: Slot) => number) => slots.reduce((before, slot) => before + of(slot), 0);
  const failed = sum((slot) => slot.failed);
  const refused = sum((slot) => slot.refused);
  return [
    plural(sum(total), "pull"),
    ...(failed === 0 ? [] : [`${formatCount(failed)} failed`]),
    ...(refused === 0 ? [] : [`${formatCount(refused)} refused`]),
  ].join(", ");
}

function total({ succeeded, failed, refused, open }: Slot): number {
  return succeeded + failed + refused + open;
}
