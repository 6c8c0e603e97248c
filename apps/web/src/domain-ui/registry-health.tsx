import type { Health, HealthState } from "@berth/api-contract";
import { splitQuote } from "./symptom.ts";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import { Tooltip } from "#src/ui/tooltip.tsx";

const looks: Record<HealthState, StatusLook> = {
  healthy: { shape: "check-circle", tone: "success", word: "Healthy" },
  failing: { shape: "octagon-x", tone: "danger", word: "Failing" },
  expired: { shape: "clock-x", tone: "danger", word: "Expired" },
  expiring: { shape: "triangle-clock", tone: "warning", word: "Expiring" },
  trouble: { shape: "diamond-alert", tone: "warning", word: "Registry trouble" },
  "not-checked": { shape: "dashed-circle", tone: "neutral", word: "Not checked" },
  paused: { shape: "pause-square", tone: "neutral", word: "Paused" },
  checking: { shape: "half-ring", tone: "info", word: "Checking" },
};

/** The one word for a state of health, for filters and sentences. */
export function healthWord(state: HealthState): string {
  return looks[state].word;
}

/** A state alone, for histories. */
export function HealthStateBadge({ state }: { state: HealthState }) {
  return <StatusBadge {...looks[state]} />;
}

/** In a table the name has a line of its own, so that one long name doesn't widen the column for all rows. */
function ByWorker({ name, look }: { name: string; look: "plain" | "filled" | undefined }) {
  return (
    <span className={look === "filled" ? "wrap-anywhere" : "block max-w-32 truncate text-meta"}>
      {look === "filled" ? `, reported by worker ${name}` : ` by worker ${name}`}
    </span>
  );
}

/** A registry's health with the time of its last check; hover or focus tells the reason. */
export function RegistryHealth({
  health,
  look,
}: {
  health: Health;
  look?: "plain" | "filled" | undefined;
}) {
  const badge = (
    <StatusBadge
      {...looks[health.state]}
      look={look}
      detail={
        health.checkedAt && health.state !== "checking" ? (
          <>
            {look === "filled" ? "checked " : <span className="sr-only">checked </span>}
            <RelativeTime at={health.checkedAt} />
            {health.checkedBy ? <ByWorker name={health.checkedBy.worker} look={look} /> : null}
          </>
        ) : null
      }
    />
  );
  return health.reason === null ? (
    badge
  ) : (
    <Tooltip text={splitQuote(health.reason).sentence}>{badge}</Tooltip>
  );
}
