import type { CheckView } from "@berth/api-contract";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import { toneText } from "#src/ui/tone.ts";
import { stepIds, stepTitles } from "./check-progress.ts";

type DotStatus = CheckView["steps"][number]["status"] | "waiting";

const looks: Record<DotStatus, StatusLook> = {
  waiting: { shape: "ring", tone: "neutral", word: "waiting" },
  started: { shape: "half-ring", tone: "info", word: "running" },
  passed: { shape: "check-circle", tone: "success", word: "passed" },
  failed: { shape: "octagon-x", tone: "danger", word: "failed" },
  skipped: { shape: "slash-circle", tone: "neutral", word: "skipped" },
  warning: { shape: "triangle-alert", tone: "warning", word: "warning" },
};

/** A check at a glance: one mark for each of its steps. The whole trace stands on the check's own page. */
export function CompactTrace({ check }: { check: Pick<CheckView, "steps" | "status"> }) {
  return (
    <ol
      aria-label="Steps of the check"
      className="grid grid-cols-3 gap-x-3 gap-y-2 sm:grid-cols-4 md:grid-cols-7"
    >
      {stepIds.map((id) => {
        const { shape, tone, word } = looks[statusOf(id, check)];
        return (
          <li key={id} className="flex min-w-0 flex-col gap-1">
            <span className={toneText[tone]}>
              <StatusGlyph shape={shape} />
            </span>
            <span className="text-meta text-muted">
              {stepTitles[id]}
              <span className="sr-only">: {word}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function statusOf(
  id: (typeof stepIds)[number],
  check: Pick<CheckView, "steps" | "status">,
): DotStatus {
  const status = check.steps.find(({ step }) => step === id)?.status;
  const over = check.status !== "running";
  if (status === undefined) return over ? "skipped" : "waiting";
  // Nothing runs in a check that is over.
  return status === "started" && over ? "skipped" : status;
}
