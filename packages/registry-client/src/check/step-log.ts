import {
  stepIds,
  type CheckEvent,
  type Evidence,
  type StepId,
  type StepResult,
  type StepStatus,
} from "../check-event.ts";
import type { Clock } from "../clock.ts";

export const stepTitles: Record<StepId, string> = {
  credential: "Pick credential",
  dns: "DNS",
  connect: "Connect and TLS",
  challenge: "Challenge",
  token: "Token",
  manifest: "Manifest",
  layer: "Layer address",
};

type Open = { startedAt: number; evidence: Evidence[] };
type Ended = Exclude<StepStatus, "started">;

/** Numbers the events of one check, tells them as they happen and keeps how each step ended. */
export class StepLog {
  readonly #clock: Clock;
  readonly #emit: (event: CheckEvent) => void;
  readonly #open = new Map<StepId, Open>();
  readonly #ended = new Map<StepId, StepResult>();
  #seq = 0;

  constructor(clock: Clock, emit: ((event: CheckEvent) => void) | undefined) {
    this.#clock = clock;
    this.#emit = emit ?? (() => {});
  }

  /** Tells an event of the whole check. */
  tell(
    event:
      | Omit<Extract<CheckEvent, { kind: "check-started" }>, "seq" | "at">
      | Omit<Extract<CheckEvent, { kind: "check-finished" }>, "seq" | "at">,
  ): void {
    this.#emit({ ...event, seq: this.#seq++, at: this.#clock.now() });
  }

  start(step: StepId, text: string): void {
    if (this.#open.has(step)) return;
    this.#open.set(step, { startedAt: this.#clock.now(), evidence: [] });
    this.#tellStep(step, "started", text, [], undefined);
  }

  /** Adds to a running step; it is told when the step ends. */
  add(step: StepId, ...evidence: Evidence[]): void {
    this.#open.get(step)?.evidence.push(...evidence);
  }

  end(
    step: StepId,
    status: Ended,
    text: string,
    evidence: Evidence[] = [],
    durationMs?: number,
  ): void {
    const open = this.#open.get(step);
    this.#open.delete(step);
    const all = [...(open?.evidence ?? []), ...evidence];
    const took =
      durationMs ?? (open === undefined ? undefined : this.#clock.now() - open.startedAt);
    const timed = took === undefined ? {} : { durationMs: Math.max(0, Math.round(took)) };
    this.#ended.set(step, { step, status, text, ...timed, evidence: all });
    this.#tellStep(step, status, text, all, timed.durationMs);
  }

  /** Adds to a step that has ended and tells it again; `status` is what it has become by that. */
  amend(step: StepId, evidence: readonly Evidence[], status?: Ended): void {
    const ended = this.#ended.get(step);
    if (ended === undefined || evidence.length === 0) return;
    const all = [...ended.evidence, ...evidence];
    const now = { ...ended, status: status ?? ended.status, evidence: all };
    this.#ended.set(step, now);
    this.#tellStep(step, now.status, now.text, all, now.durationMs);
  }

  isRunning(step: StepId): boolean {
    return this.#open.has(step);
  }

  hasEnded(step: StepId): boolean {
    return this.#ended.has(step);
  }

  /** Ends what still runs with `text` and skips what never ran, naming the step it needed. */
  finish(text: string): StepResult[] {
    for (const step of this.#open.keys()) this.end(step, "failed", text);
    const failed = stepIds.find((step) => this.#ended.get(step)?.status === "failed");
    for (const step of stepIds) {
      if (this.#ended.has(step)) continue;
      this.end(
        step,
        "skipped",
        failed === undefined ? "Not needed." : `Skipped: needs “${stepTitles[failed]}”.`,
      );
    }
    return stepIds.flatMap((step) => this.#ended.get(step) ?? []);
  }

  #tellStep(
    step: StepId,
    status: StepStatus,
    text: string,
    evidence: Evidence[],
    took: number | undefined,
  ): void {
    const timed = took === undefined ? {} : { durationMs: took };
    this.#emit({
      kind: "step",
      seq: this.#seq++,
      at: this.#clock.now(),
      step,
      status,
      text,
      ...timed,
      evidence,
    });
  }
}
