import type { Carrier, WorkerPullAnswer } from "@berth/api-contract";
import type { ImageReference } from "@berth/image-pattern";
import { derivedId, newId } from "../../ids.ts";
import type { NewPull } from "../../store/ports/pull.ts";
import { RequestKeyTaken } from "../../store/request-keys.ts";
import type { PatternEntry, Project } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { AppError, keyReused } from "../errors.ts";
import { printable } from "../printable.ts";
import { isoOrNull } from "../time.ts";
import type { Decision } from "./decision.ts";

/** The contract takes no longer ones. */
const imageLengthMax = 1024;

export type Facts = {
  carrier: Carrier;
  /** What is pulled: the mapped one where a mapping covers it. */
  image: ImageReference | null;
  /** What was asked for, where that is pulled under another name. */
  mappedFrom: ImageReference | null;
  project: Project | null;
  entry: PatternEntry | null;
  /** Why this pattern, in one sentence. */
  why: string;
};

/** What is known of a request before it was looked at. */
export function noFacts(carrier: Carrier): Facts {
  return { carrier, image: null, mappedFrom: null, project: null, entry: null, why: "" };
}

/**
 * Writes a decision down, then answers with it. `asked` is the worker's own text. Where nothing can be
 * said at the moment, that is written down as well, and the worker learns when to ask again.
 */
export async function recordDecision(
  ctx: WorkerContext,
  asked: string,
  facts: Facts,
  decision: Decision,
): Promise<WorkerPullAnswer> {
  const at = ctx.clock();
  const { image, project, entry, carrier } = facts;
  const { outcome, reason, message, credentialKind, scope } = decision;
  const row: NewPull = {
    id: pullId(ctx, at),
    organizationId: ctx.organization.id,
    at,
    image: printable(asked, imageLengthMax),
    canonical: image === null ? null : canonicalName(image),
    imageName: image?.canonical ?? null,
    outcome,
    reason,
    message,
    status: outcome === "refused" ? "refused" : "started",
    registry: entry === null ? null : { id: entry.registryId, name: entry.registryName },
    pattern: entry?.pattern ?? null,
    project:
      project === null
        ? null
        : { id: project.id, name: project.name, ownerKind: project.owner.kind },
    workerToken: { id: ctx.workerToken.id, name: ctx.workerToken.name },
    carrier,
    credentialKind,
    scope,
  };
  const pull = await record(ctx, row);
  ctx.metrics.pullAnswered({ outcome, carrier });
  if (decision.retryAfterMs !== undefined) {
    const retryAfterSeconds = Math.max(1, Math.ceil(decision.retryAfterMs / 1000));
    throw new AppError("registry_unavailable", message, { retryAfterSeconds });
  }
  return {
    pull,
    image: {
      canonical: image?.canonical ?? null,
      ...(facts.mappedFrom === null ? {} : { mappedFrom: facts.mappedFrom.canonical }),
    },
    match:
      entry === null
        ? null
        : {
            registry: entry.registryName,
            pattern: entry.pattern,
            reason: facts.why,
            type: entry.registryType,
          },
    outcome,
    reason,
    message,
    ...(decision.credential === undefined ? {} : { credential: decision.credential }),
    scope,
    expiresAt: isoOrNull(decision.expiresAt),
  };
}

/** Asked again under the same key, it is the same pull: a worker whose answer was lost leaves one record. */
function pullId({ organization, workerToken, repeatKey }: WorkerContext, at: number): string {
  return repeatKey === null
    ? newId("pul", at)
    : derivedId("pul", [organization.id, workerToken.id, repeatKey]);
}

/**
 * Gives the id of the record. Where an earlier answer under the same key handed out something else, or long ago, both
 * are kept: otherwise whoever holds a token could hide what it was given by asking once more.
 */
async function record(ctx: WorkerContext, row: NewPull): Promise<string> {
  try {
    await ctx.store.pulls.record(row);
    return row.id;
  } catch (err) {
    if (!(err instanceof RequestKeyTaken)) throw err;
  }
  const earlier = await ctx.store.pulls.get(row.organizationId, row.id);
  if (earlier?.status === "succeeded" || earlier?.status === "failed") {
    throw new AppError("already_done", "The pull that was asked for under this key has ended.");
  }
  if (earlier !== null && (earlier.image !== row.image || earlier.carrier !== row.carrier)) {
    throw keyReused();
  }
  const fresh = { ...row, id: newId("pul", row.at) };
  await ctx.store.pulls.record(fresh);
  return fresh.id;
}

/** Name with tag or digest, as it stands in the record of the pull. */
function canonicalName({ canonical, tag, digest }: ImageReference): string {
  // With both, the digest decides, and clients refuse a reference that carries the two.
  if (digest !== undefined) return `${canonical}@${digest}`;
  return `${canonical}:${tag ?? "latest"}`;
}
