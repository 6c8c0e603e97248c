import type { CheckStepView, CheckSummary, CheckView, ImagesInUse } from "@berth/api-contract";
import type { CheckBasis, CheckTrace, RememberedChallenge } from "@berth/registry-client";
import type { Check, CheckWithTrace } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";
import type { CheckProgress } from "./live-checks.ts";

/** What is kept of a check's run: its steps, and what the next one may rest on. */
export type TraceEntry =
  | { kind: "step"; step: CheckStepView }
  | { kind: "images-in-use"; imagesInUse: ImagesInUse }
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

/** What a check of a new secret found out about the images in use; null where it came to none. */
export function imagesInUseOf(trace: readonly unknown[]): ImagesInUse | null {
  const entry = (trace as TraceEntry[]).find(({ kind }) => kind === "images-in-use");
  return entry?.kind === "images-in-use" ? entry.imagesInUse : null;
}
