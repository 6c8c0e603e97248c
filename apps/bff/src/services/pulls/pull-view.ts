import type { PullView } from "@berth/api-contract";
import type { Pull } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";

export function pullView(pull: Pull): PullView {
  const { id, image, canonical, digest, outcome, reason, message, status } = pull;
  const { registry, pattern, project, workerToken, credentialKind, scope } = pull;
  const { carrier, durationMs, bytes, error, timing, slow, usualMs } = pull;
  return {
    id,
    at: iso(pull.at),
    image,
    canonical,
    digest,
    outcome,
    reason,
    message,
    status,
    registry,
    pattern,
    project,
    workerToken,
    carrier,
    credentialKind,
    scope,
    durationMs,
    bytes,
    error,
    finishedAt: isoOrNull(pull.finishedAt),
    timing,
    slow,
    usualMs,
  };
}
