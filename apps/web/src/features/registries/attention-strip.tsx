import type { RegistryView } from "@berth/api-contract";
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

/** What has to be fixed today, at most three lines, each leading to the list of what it counts. */
export function AttentionStrip({
  org,
  registries,
}: {
  org: string;
  registries: readonly RegistryView[];
}) {
  const counted = lines
    .map((line) => ({
      ...line,
      count: registries.filter(({ health }) => health.state === line.health).length,
    }))
    .filter(({ count }) => count > 0);
  if (counted.length === 0) return null;
  const urgent = counted.some(({ look }) => look === "text-danger");
  return (
    <section
      aria-label="Needs attention"
      className={`mb-4 rounded-md border border-s-4 border-divider py-1 ${urgent ? "border-s-danger" : "border-s-warning"}`}
    >
      <ul className="flex flex-wrap gap-x-6">
        {counted.map(({ health, shape, look, text, count }) => (
          <li key={health} className="flex min-h-8 items-center gap-2 px-3">
            <span className={look}>
              <StatusGlyph shape={shape} />
            </span>
            <Link to={paths.registries(org, { health })} className="link">
              {text(count)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
