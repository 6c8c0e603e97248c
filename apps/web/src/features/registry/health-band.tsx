import type { CheckEffect, HealthHistory, HealthState } from "@berth/api-contract";
import { useId } from "react";
import { healthWord } from "#src/domain-ui/registry-health.tsx";
import { formatDayShort } from "#src/lib/time-format.ts";
import { dayMarks, segmentsOf, sharesInWords } from "./health-segments.ts";

/** What a state looks like in the band: a colour and a texture, so that it survives a print without colours. */
const looks: Partial<Record<HealthState, { ink: string; texture: "plain" | "stripes" | "dots" }>> =
  {
    healthy: { ink: "text-success", texture: "plain" },
    failing: { ink: "text-danger", texture: "stripes" },
    expired: { ink: "text-danger", texture: "stripes" },
    trouble: { ink: "text-warning", texture: "dots" },
  };
const unknownLook = { ink: "text-muted", texture: "none" } as const;

const height = { band: 20, marks: 46, all: 62 };

/** States as a band over time, with a mark below it for each check that did not pass. The table says the same. */
export function HealthBand({ history, label }: { history: HealthHistory; label: string }) {
  const id = useId();
  const from = Date.parse(history.from);
  const span = Date.parse(history.to) - from;
  const place = (at: number) => `${(((at - from) / span) * 100).toFixed(3)}%`;
  const segments = segmentsOf(history);
  const marked = history.checks.filter(({ effect }) => effect !== "passed");
  return (
    <svg
      role="img"
      aria-label={`${label}: ${segments.length === 0 ? "nothing known yet" : sharesInWords(segments, healthWord)}`}
      width="100%"
      height={height.all}
      className="block overflow-visible"
    >
      <defs>
        <Stripes id={`${id}-danger`} className="text-danger" />
        <Dots id={`${id}-warning`} className="text-warning" />
      </defs>
      <rect
        width="100%"
        height={height.band}
        y="0.5"
        rx="3"
        className="fill-inset stroke-divider"
        strokeDasharray="3 3"
      />
      {segments.map(({ state, start, end }) => {
        const { ink, texture } = looks[state] ?? unknownLook;
        const fill =
          texture === "stripes"
            ? `url(#${id}-danger)`
            : texture === "dots"
              ? `url(#${id}-warning)`
              : texture === "plain"
                ? "currentColor"
                : "none";
        return (
          <rect
            key={start}
            x={place(start)}
            width={`${(((end - start) / span) * 100).toFixed(3)}%`}
            y="0.5"
            height={height.band}
            fill={fill}
            stroke={texture === "none" ? "none" : "currentColor"}
            // So wide that a blip of a minute is still seen in three months.
            strokeWidth="2"
            className={ink}
          />
        );
      })}
      {marked.map((check) => (
        <svg key={check.id} x={place(Date.parse(check.at))} y={height.band + 4} overflow="visible">
          <Mark effect={check.effect} />
        </svg>
      ))}
      {dayMarks(from, from + span).map((at, index) => (
        // On a narrow screen there is room for every second one.
        <g key={at} className={index % 2 === 0 ? "text-muted" : "text-muted max-sm:hidden"}>
          <line
            x1={place(at)}
            x2={place(at)}
            y1="0"
            y2={height.marks}
            stroke="currentColor"
            strokeOpacity="0.35"
          />
          <text
            x={place(at)}
            y={height.all - 4}
            textAnchor={anchorOf((at - from) / span)}
            fill="currentColor"
            className="text-meta"
          >
            {formatDayShort(at)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A day at an end of the band is written inwards: centred, it would stand beyond the edge of a narrow screen. */
function anchorOf(share: number): "start" | "middle" | "end" {
  if (share < 0.07) return "start";
  return share > 0.93 ? "end" : "middle";
}

function Stripes({ id, className }: { id: string; className: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" className={className}>
      <rect width="6" height="6" fill="currentColor" fillOpacity="0.35" />
      <path d="M-1 7 7-1M-1 1l2-2M5 7l2-2" stroke="currentColor" strokeWidth="2" />
    </pattern>
  );
}

function Dots({ id, className }: { id: string; className: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" className={className}>
      <rect width="6" height="6" fill="currentColor" fillOpacity="0.25" />
      <circle cx="3" cy="3" r="1.4" fill="currentColor" />
    </pattern>
  );
}

/** Drawn around its own middle: a cross, a diamond or a ring. */
function Mark({ effect }: { effect: CheckEffect }) {
  if (effect === "refused") {
    return (
      <path
        d="m-4 2 8 8m0-8-8 8"
        className="text-danger"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    );
  }
  if (effect === "trouble") {
    return <path d="M0 1 5 6 0 11l-5-5z" className="fill-warning" />;
  }
  return (
    <circle
      cy="6"
      r="3.5"
      fill="none"
      className="text-muted"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  );
}

/** The marks in words, for those that appear. */
export function MarkLegend({ effects }: { effects: readonly CheckEffect[] }) {
  const shown = legend.filter(({ effect }) => effects.includes(effect));
  if (shown.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 text-table text-muted">
      {shown.map(({ effect, words }) => (
        <li key={effect} className="inline-flex items-center gap-1.5">
          <svg viewBox="-6 0 12 12" width="12" height="12" aria-hidden="true">
            <Mark effect={effect} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}

const legend: { effect: CheckEffect; words: string }[] = [
  { effect: "refused", words: "Check refused" },
  { effect: "trouble", words: "Check met trouble" },
  { effect: "unclear", words: "Check said nothing either way" },
];
