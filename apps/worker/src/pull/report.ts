import type { WorkerPullReport } from "@berth/api-contract";
import type { BerthClient } from "../berth/berth-client.ts";
import { Failure } from "../failure.ts";
import type { Copied } from "./copy-image.ts";

export type ReportTools = {
  berth: BerthClient;
  signal: AbortSignal;
  note: (text: string) => void;
};

const errorLengthMax = 4096;

/** Tells Berth how the pull ended. That it can't be told doesn't change how the pull ended. */
export async function reportPulls(
  { ok, digest, bytes, timing, pulls }: Copied,
  { error, durationMs }: { error: string | null; durationMs: number },
  { berth, signal, note }: ReportTools,
): Promise<void> {
  const report: WorkerPullReport = {
    status: ok ? "succeeded" : "failed",
    durationMs,
    bytes,
    timing,
    ...(digest === null ? {} : { digest }),
    ...(error === null ? {} : { error: error.slice(0, errorLengthMax) }),
  };
  // Whoever interrupts a command is waiting for it to end.
  const limits = signal.aborted
    ? { attemptMs: 3000, budgetMs: 0 }
    : { attemptMs: 10_000, budgetMs: 15_000 };
  for (const pull of pulls) {
    try {
      await berth.reportPull(pull, report, limits);
    } catch (err) {
      if (!(err instanceof Failure)) throw err;
      note(`Berth wasn't told how the pull ended: ${err.message}`);
    }
  }
}
