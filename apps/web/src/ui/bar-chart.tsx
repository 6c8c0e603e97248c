import type { ReactNode } from "react";

/** One colour of the bars, from the bottom up. */
export interface BarSeries {
  id: string;
  label: string;
  look: "success" | "danger" | "warning" | "neutral";
}

export interface Bar {
  key: string;
  /** "3 May: 40 pulls, 2 failed", shown where the pointer rests. */
  title: string;
  /** By series. */
  values: Readonly<Record<string, number>>;
}

const fills: Record<BarSeries["look"], string> = {
  success: "fill-success",
  danger: "fill-danger",
  warning: "fill-warning",
  neutral: "fill-control",
};

const swatches: Record<BarSeries["look"], string> = {
  success: "bg-success",
  danger: "bg-danger",
  warning: "bg-warning",
  neutral: "bg-control",
};

const height = 100;
const slotWidth = 10;
const gap = 2;
/** A single pull beside thousands still shows. */
const visibleMin = 3;

/**
 * Stacked bars, drawn as plain SVG shapes. For the eye only: `label` says the sum of it to a screen reader, and the
 * caller puts a table with the figures beside it.
 */
export function BarChart({
  label,
  bars,
  series,
  from,
  to,
  small = false,
}: {
  label: string;
  bars: readonly Bar[];
  series: readonly BarSeries[];
  /** What stands under the first and under the last bar. */
  from: ReactNode;
  to: ReactNode;
  small?: boolean | undefined;
}) {
  const most = Math.max(1, ...bars.map(({ values }) => sum(values)));
  return (
    <div>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${Math.max(1, bars.length) * slotWidth} ${height}`}
        preserveAspectRatio="none"
        className={`block w-full border-b border-control ${small ? "h-8" : "h-16"}`}
      >
        {bars.map((bar, index) => (
          <g key={bar.key}>
            <title>{bar.title}</title>
            {/* Something to point at where there were few pulls, or none. */}
            <rect
              x={index * slotWidth}
              y={0}
              width={slotWidth}
              height={height}
              fill="transparent"
            />
            {stack(bar, series, most).map(({ id, look, y, tall }) => (
              <rect
                key={id}
                x={index * slotWidth + gap / 2}
                y={y}
                width={slotWidth - gap}
                height={tall}
                className={fills[look]}
              />
            ))}
          </g>
        ))}
      </svg>
      <div className="flex justify-between text-meta text-muted" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}

/** What the colours mean. */
export function BarLegend({ series }: { series: readonly BarSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-meta text-muted">
      {series.map(({ id, label, look }) => (
        <li key={id} className="flex items-center gap-1">
          <span
            className={`size-2.5 rounded-sm forced-color-adjust-none print:[print-color-adjust:exact] ${swatches[look]}`}
          />
          {label}
        </li>
      ))}
    </ul>
  );
}

function stack({ values }: Bar, series: readonly BarSeries[], most: number) {
  let top = height;
  return series.flatMap(({ id, look }) => {
    const value = values[id] ?? 0;
    if (value === 0) return [];
    const tall = Math.max(visibleMin, (value / most) * (height - visibleMin * series.length));
    top -= tall;
    return [{ id, look, y: top, tall }];
  });
}

function sum(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((total, value) => total + value, 0);
}
