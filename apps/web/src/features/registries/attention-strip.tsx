import type { PullFilter, RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { pullCountsQuery } from "#src/api/pulls.ts";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { StatusGlyph, type StatusShape } from "#src/ui/status-glyph.tsx";

interface AttentionLine {
  health: "expired" | "failing" | "expiring";
  shape: StatusShape;
  look: string;
  text: (count: number) => string;
}

const lines: readonly AttentionLine[] = [
  {
    health: "expired",
    shape: "clock-x",
    look: "text-danger",
    text: (count) => `${plural(count, "credential has", "credentials have")} expired`,
  },
  {
    health: "failing",
    shape: "octagon-x",
    look: "text-danger",
    text: (count) => `${plural(count, "registry is", "registries are")} failing`,
  },
  {
    health: "expiring",
    shape: "triangle-clock",
    look: "text-warning",
    text: (count) => `${plural(count, "credential expires", "credentials expire")} soon`,
  },
];

const unmatched = { credential: "unmatched", within: "24h" } satisfies PullFilter;

/** What has to be fixed today, each leading to the list of what it counts. A count that can't be had is left out. */
export function AttentionStrip({
  org,
  registries,
}: {
  org: string;
  registries: readonly RegistryView[];
}) {
  const counts = useQuery(pullCountsQuery(org, unmatched));
  const counted = lines.flatMap(({ health, ...line }) => {
    const count = registries.filter((registry) => registry.health.state === health).length;
    const to = paths.registries(org, { health });
    return count === 0 ? [] : [{ ...line, key: health, count, to }];
  });
  const pulls = (counts.data?.slots ?? []).reduce(
    (sum, slot) => sum + slot.succeeded + slot.failed + slot.refused + slot.open,
    0,
  );
  const shown = [
    ...counted,
    ...(pulls === 0
      ? []
      : [
          {
            key: "unmatched",
            shape: "question-circle" as const,
            look: "text-muted",
            text: (count: number) =>
              `${plural(count, "pull", "pulls")} in 24 hours matched no pattern`,
            count: pulls,
            to: paths.pulls(org, unmatched),
          },
        ]),
  ];
  if (shown.length === 0) return null;
  return (
    <section
      aria-label="Needs attention"
      className={`mb-4 rounded-md border border-s-4 border-divider py-1 ${edgeOf(shown)}`}
    >
      <ul className="flex flex-wrap gap-x-6">
        {shown.map(({ key, shape, look, text, count, to }) => (
          <li key={key} className="flex min-h-8 items-center gap-2 px-3">
            <span className={look}>
              <StatusGlyph shape={shape} />
            </span>
            <Link to={to} className="link">
              {text(count)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function edgeOf(shown: readonly Pick<AttentionLine, "look">[]): string {
  if (shown.some(({ look }) => look === "text-danger")) return "border-s-danger";
  return shown.some(({ look }) => look === "text-warning")
    ? "border-s-warning"
    : "border-s-control";
}
