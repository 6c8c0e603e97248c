import { type ReactNode, useEffect, useState } from "react";
import { formatDuration } from "#src/lib/time-format.ts";
import { classNames } from "#src/lib/class-names.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import { toneText } from "#src/ui/tone.ts";

export type TraceStatus = "waiting" | "running" | "passed" | "failed" | "skipped" | "warning";

export interface TraceStep {
  /** Names the step in the address: `#step-token`. */
  id: string;
  title: string;
  status: TraceStatus;
  /** One line that says what came of it. */
  text: string;
  durationMs?: number | undefined;
  evidence?: ReactNode;
}

const looks: Record<TraceStatus, StatusLook> = {
  waiting: { shape: "ring", tone: "neutral", word: "Waiting" },
  running: { shape: "half-ring", tone: "info", word: "Running…" },
  passed: { shape: "check-circle", tone: "success", word: "Passed" },
  failed: { shape: "octagon-x", tone: "danger", word: "Failed" },
  skipped: { shape: "slash-circle", tone: "neutral", word: "Skipped" },
  warning: { shape: "triangle-alert", tone: "warning", word: "Warning" },
};

/** The steps of a check, in their order. Each keeps its height while it runs, so that nothing jumps. */
export function TraceList({ label, steps }: { label: string; steps: readonly TraceStep[] }) {
  return (
    <ol aria-label={label} className="divide-y divide-divider rounded-md border border-divider">
      {steps.map((step, index) => (
        <TraceStepRow key={step.id} step={step} number={index + 1} />
      ))}
    </ol>
  );
}

function TraceStepRow({ step, number }: { step: TraceStep; number: number }) {
  const { shape, tone, word } = looks[step.status];
  const elapsedSeconds = useElapsedSeconds(step.status === "running");
  return (
    <li
      id={`step-${step.id}`}
      className={classNames(
        "grid min-h-16 scroll-mt-16 grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 px-3 py-2 target:bg-selected",
        step.status === "failed" && "border-s-4 border-s-danger",
      )}
    >
      <span className={`pt-0.5 ${toneText[tone]}`}>
        <StatusGlyph shape={shape} />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">
            <span className="sr-only">Step {number}: </span>
            {step.title}
          </span>
          <span className={`text-table font-medium ${toneText[tone]}`}>{word}</span>
        </p>
        <p className="min-h-5 text-table wrap-anywhere text-muted">
          <MarkedText>{step.text}</MarkedText>
        </p>
        {step.evidence ? (
          <div className="mt-1 text-table">
            <Disclosure
              summary={
                <>
                  Evidence<span className="sr-only"> of step {number}</span>
                </>
              }
            >
              {step.evidence}
            </Disclosure>
          </div>
        ) : null}
      </div>
      <span className="text-table whitespace-nowrap text-muted tabular-nums">
        {step.durationMs === undefined
          ? elapsedText(elapsedSeconds)
          : formatDuration(step.durationMs)}
      </span>
    </li>
  );
}

function elapsedText(seconds: number): string {
  return seconds < 2 ? "" : `${seconds} s`;
}

/** Whole seconds since `running` became true; 0 while it is not. */
function useElapsedSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    const startedAt = performance.now();
    const timer = setInterval(
      () => setSeconds(Math.floor((performance.now() - startedAt) / 1000)),
      1000,
    );
    return () => {
      clearInterval(timer);
      setSeconds(0);
    };
  }, [running]);
  return seconds;
}
