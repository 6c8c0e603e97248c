import type { CheckEvent } from "@berth/registry-client";
import { SpanStatusCode, startSpan } from "../../tracing.ts";

/** A span for each step of a check, from the events that the check tells. */
export function stepSpans(): (event: CheckEvent) => void {
  const running = new Map<string, ReturnType<typeof startSpan>>();
  return (event) => {
    if (event.kind !== "step") return;
    const { step, status } = event;
    const span = running.get(step) ?? startSpan(`check.${step}`, {});
    if (status === "started") {
      running.set(step, span);
      return;
    }
    running.delete(step);
    span.setAttribute("berth.step.status", status);
    if (status === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
}
