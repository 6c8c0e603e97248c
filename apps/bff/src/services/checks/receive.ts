import type { WorkerCheckInput } from "@berth/api-contract";
import { formatImage, mapImage, parseImage } from "@berth/image-pattern";
import { derivedId, newId } from "../../ids.ts";
import { RequestKeyTaken } from "../../store/request-keys.ts";
import type { AuditChange } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { keyReused, validationFailed } from "../errors.ts";
import { resolveProject } from "../pulls/resolve-project.ts";
import type { TraceEntry } from "./check-view.ts";
import { requireWorkerPace } from "./limits.ts";
import { findingOfWorker } from "./worker-finding.ts";

/**
 * Keeps what a worker saw from its own network. Of most registries it says nothing of their health: a worker's
 * network has troubles of its own, and whoever holds a worker token could write down anything here. Where
 * workers sign in with their own role, nobody else can tell, so there it counts, with the worker's name, and a
 * change of health that it brings stands in the audit log. Told again under one key, it is one check.
 */
export async function receiveCheck(
  ctx: WorkerContext,
  input: WorkerCheckInput,
): Promise<{ id: string }> {
  await requireWorkerPace(ctx);
  const parsed = parseImage(input.image);
  if (!parsed.ok) throw validationFailed([{ path: "image", message: parsed.message }]);
  const resolved = await resolveProject(ctx, input.project);
  if (!resolved.ok) throw validationFailed([{ path: "project", message: resolved.message }]);
  const { index, entries } = await ctx.known.index();
  const mapped = mapImage(parsed.image, await ctx.known.imageMappings());
  const found = index.find(mapped === null ? input.image : formatImage(mapped.image));
  const entry = found === null ? undefined : entries.get(found.id);
  const finishedAt = ctx.clock();
  const { id: tokenId, name: tokenName } = ctx.workerToken;
  const id =
    ctx.repeatKey === null
      ? newId("chk", finishedAt)
      : derivedId("chk", [ctx.organization.id, tokenId, ctx.repeatKey]);
  const image = mapped?.image ?? parsed.image;
  const worker = { ctx, project: resolved.project, entry, image };
  const reported = await findingOfWorker(worker, { id, at: finishedAt, report: input });
  const changes: AuditChange[] = [{ field: "image", before: null, after: input.image }];
  if (reported !== null && reported.before !== reported.finding.value.state) {
    const { before, finding } = reported;
    changes.push({ field: "health", before, after: finding.value.state });
  }
  const trace: TraceEntry[] = input.steps.map((step) => ({ kind: "step", step }));
  const received = ctx.store.checks.receive({
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
    ...(reported === null ? {} : { health: reported.finding }),
    audit: {
      action: "registry.check",
      actor: { kind: "worker-token", id: tokenId, name: tokenName },
      object:
        entry === undefined
          ? { kind: "check", id, name: parsed.image.canonical }
          : { kind: "registry", id: entry.registryId, name: entry.registryName },
      changes,
      address: ctx.address,
      requestId: ctx.requestId,
      at: finishedAt,
    },
  });
  await received.catch((err: unknown) => {
    throw err instanceof RequestKeyTaken ? keyReused() : err;
  });
  return { id };
}
