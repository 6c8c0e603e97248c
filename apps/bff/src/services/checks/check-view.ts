import type { CheckStepView, CheckSummary, CheckView, ImagesInUse } from "@berth/api-contract";
import type { CheckBasis, CheckTrace, RememberedChallenge } from "@berth/registry-client";
import type { Check, CheckWithTrace } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";
import type { CheckProgress } from "./live-checks.ts";

/** What is kept of a check's run: its steps, and what the next one may rest on. */
export type TraceEntry =
  | { kind: "step"; step: CheckStepView }
  | { kind: "images-in-use"; imagesInUse: ImagesInUse }
  /** Of a running check, for other servers: the number of the last event that the rest stands for. */
  | { kind: "told"; seq: number }
  | {
      kind: "facts";
      control: CheckTrace["control"];
      remembered: RememberedChallenge | null;
      /** Of a re-check: the full check it rests on. */
      basis?: CheckBasis | null;
    };

export function checkSummary(check: Check): CheckSummary {
  const { id, subject, profile, registry, registryName, image, status, startedBy } = check;
  const { durationMs, requests, diagnosis, digest, workerToken } = check;
  return {
    id,
    subject,
    profile,
    registry,
    registryName,
    image,
    status,
    runFrom: workerToken === null ? "server" : { worker: workerToken },
    startedAt: iso(check.startedAt),
    startedBy,
    finishedAt: isoOrNull(check.finishedAt),
    durationMs,
    requests,
    diagnosis,
    digest,
  };
}

/** A finished check from the store, or a running one with what it has told so far. */
export function checkView(check: CheckWithTrace, live?: CheckProgress): CheckView {
  return { ...checkSummary(check), ...(live ?? progressOf(check.trace as TraceEntry[])) };
}

function progressOf(trace: readonly TraceEntry[]): CheckProgress {
  return {
    steps: trace.flatMap((entry) => (entry.kind === "step" ? [entry.step] : [])),
    imagesInUse: imagesInUseOf(trace),
  };
}

/** What a running check has told up to the event of a number, as it is kept for other servers. */
export function toldTrace({ steps, imagesInUse }: CheckProgress, seq: number): TraceEntry[] {
  return [
    { kind: "told", seq },
    ...steps.map((step) => ({ kind: "step" as const, step })),
    ...(imagesInUse === null ? [] : [{ kind: "images-in-use" as const, imagesInUse }]),
  ];
}

/** The number of the last event that a kept trace of a running check stands for; 0 where none was kept. */
export function toldUpTo(trace: readonly unknown[]): number {
  const entry = (trace as TraceEntry[]).find(({ kind }) => kind === "told");
  return entry?.kind === "told" ? entry.seq : 0;
}

/** What a check of a new secret found out about the images in use; null where it came to none. */
export function imagesInUseOf(trace: readonly unknown[]): ImagesInUse | null {
  const entry = (trace as TraceEntry[]).find(({ kind }) => kind === "images-in-use");
  return entry?.kind === "images-in-use" ? entry.imagesInUse : null;
}
