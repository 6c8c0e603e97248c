import type { CheckView } from "@berth/api-contract";
import { type ReactNode, useEffect, useRef } from "react";
import { describeError } from "#src/api/errors.ts";
import { useCancelCheck } from "#src/api/cancel-check.ts";
import { useCheck } from "#src/api/use-check.ts";
import { formatClock } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { checkReport } from "./check-report.ts";
import { CheckRemarkList } from "./check-remark-list.tsx";
import { CheckTrace } from "./check-trace.tsx";
import { FailurePanel } from "./failure-panel.tsx";
import { checkLimits, runFromWords } from "./run-from.ts";
import { Diagnosis } from "./diagnosis.tsx";
import { ImagesInUseList } from "./images-in-use-list.tsx";
import { useCheckAnnouncements } from "./use-check-announcements.ts";

/**
 * A check as it happens: who and what, the diagnosis once there is one, the trace, and what it can't tell. Read out on
 * the way. When it fails and the focus is still where it was started, the focus goes to the diagnosis.
 */
export function CheckPanel({
  org,
  check: id,
  renderActions,
  help,
  link = null,
  quietWhenOk = false,
}: {
  org: string;
  check: string;
  /** Buttons in the diagnosis of a check that is over. */
  renderActions?: ((check: CheckView) => ReactNode) | undefined;
  /** What helps with the diagnosis, right below it. */
  help?: ReactNode;
  /** The check's own address, for the report. */
  link?: string | null | undefined;
  /** Leaves the diagnosis of a success out where something else already says it. */
  quietWhenOk?: boolean | undefined;
}) {
  const { check, error, reconnecting } = useCheck(org, id);
  const cancel = useCancelCheck(org);
  const heading = useFocusOnFailure(check);
  useCheckAnnouncements(check);

  if (!check) {
    if (!error) return null;
    const { message, requestId } = describeError(error);
    return (
      <ErrorPanel title="Couldn't follow the check." message={message} requestId={requestId} />
    );
  }
  const running = check.status === "running";
  const { diagnosis } = check;
  const shown = diagnosis !== null && !(quietWhenOk && diagnosis.outcome === "ok");
  return (
    <section aria-label={`Check of ${check.image}`} className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CheckFacts check={check} />
        {running ? (
          <Button
            size="small"
            busy={cancel.isPending && "Cancelling…"}
            onClick={() => cancel.mutate(check.id)}
          >
            Cancel check
          </Button>
        ) : null}
      </div>
      {reconnecting && running ? (
        <output className="block text-table text-muted">
          The connection was lost. The check goes on; reconnecting…
        </output>
      ) : null}
      {error && running ? <FailurePanel title="Couldn't follow the check." error={error} /> : null}
      {shown ? (
        <Diagnosis
          diagnosis={diagnosis}
          report={checkReport(check, link)}
          actions={renderActions?.(check)}
          headingRef={heading}
        />
      ) : null}
      {help}
      {running ? null : <CheckRemarkList check={check} />}
      {check.imagesInUse === null ? null : (
        <ImagesInUseList found={check.imagesInUse} running={running} />
      )}
      <CheckTrace check={check} />
      <p className="text-table text-muted">{checkLimits(check.runFrom)}</p>
    </section>
  );
}

/** What is checked, with whose credential, from where and when. */
function CheckFacts({ check }: { check: CheckView }) {
  const name = check.registryName ?? check.registry?.name;
  return (
    <p className="text-table text-muted">
      <MonoText className="text-fg">{check.image}</MonoText>
      {name ? ` with '${name}'` : ""}, run from {runFromWords(check.runFrom)},{" "}
      <time dateTime={check.startedAt}>{formatClock(Date.parse(check.startedAt))}</time>
    </p>
  );
}

/** The focus moves only for somebody who still waits at the button. */
function useFocusOnFailure(check: CheckView | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const startedAt = useRef<Element | null>(null);
  const running = check?.status === "running";
  const failed = check?.status === "finished" && check.diagnosis?.outcome !== "ok";
  const cancelled = check?.status === "cancelled";
  useEffect(() => {
    if (running) {
      startedAt.current ??= document.activeElement;
      return;
    }
    const stayed = startedAt.current !== null && startedAt.current === document.activeElement;
    // The button that cancels goes away with what it cancelled.
    const lost = cancelled && document.activeElement === document.body;
    if (startedAt.current !== null && ((failed && stayed) || lost)) heading.current?.focus();
    startedAt.current = null;
  }, [running, failed, cancelled]);
  return heading;
}
