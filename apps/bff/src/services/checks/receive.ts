import type { WorkerCheckInput } from "@berth/api-contract";
import { parseImage } from "@berth/image-pattern";
import { newId } from "../../ids.ts";
import type { WorkerContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { resolveProject } from "../pulls/resolve-project.ts";
import type { TraceEntry } from "./check-view.ts";
import { findingOfWorker } from "./worker-finding.ts";

/**
 * Keeps what a worker saw from its own network. Of most registries it says nothing of their health: a worker's
 * network has troubles of its own, and whoever holds a worker token could write down anything here. Where
 * workers sign in with their own role, nobody else can tell, so there it counts, with the worker's name.
 */
export async function receiveCheck(
  ctx: WorkerContext,
  input: WorkerCheckInput,
): Promise<{ id: string }> {
  const parsed = parseImage(input.image);
  if (!parsed.ok) throw validationFailed([{ path: "image", message: parsed.message }]);
  const resolved = await resolveProject(ctx, input.project);
  if (!resolved.ok) throw validationFailed([{ path: "project", message: resolved.message }]);
  const { index, entries } = await ctx.known.index();
  const found = index.find(input.image);
  const entry = found === null ? undefined : entries.get(found.id);
  const finishedAt = ctx.clock();
  const id = newId("chk", finishedAt);
  const { id: tokenId, name: tokenName } = ctx.workerToken;
  const worker = { ctx, project: resolved.project, entry };
  const health = await findingOfWorker(worker, { id, at: finishedAt, diagnosis: input.diagnosis });
  const trace: TraceEntry[] = input.steps.map((step) => ({ kind: "step", step }));
  await ctx.store.checks.receive({
    check: {
      id,
      organizationId: ctx.organization.id,
      registryId: entry?.registryId ?? null,
      registryName: entry?.registryName ?? null,
      image: input.image,
      startedAt: finishedAt - input.durationMs,
      finishedAt,
      durationMs: input.durationMs,
      requests: input.requests,
      diagnosis: input.diagnosis,
      digest: input.digest,
      workerToken: { id: tokenId, name: tokenName },
    },
    trace,
    ...(health === null ? {} : { health }),
    audit: {
      action: "registry.check",
      actor: { kind: "worker-token", id: tokenId, name: tokenName },
      object:
        entry === undefined
          ? { kind: "check", id, name: parsed.image.canonical }
          : { kind: "registry", id: entry.registryId, name: entry.registryName },
      changes: [{ field: "image", before: null, after: input.image }],
      address: ctx.address,
      requestId: ctx.requestId,
      at: finishedAt,
    },
  });
  return { id };
}
