import { investigators, type CheckInput, type CheckView } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import type { CheckWithTrace } from "../../store/rows.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { checkView } from "./check-view.ts";
import { requestSlot, requireSupportPace } from "./limits.ts";
import { runCheck } from "./run.ts";
import { shareProgress } from "./share-progress.ts";
import { prepareSubject, type CheckSubject } from "./subject.ts";

/**
 * Starts a full check and answers while it runs. Support may check saved registries only. It is written
 * down, audit entry included, before the first packet leaves.
 */
export async function startCheck(ctx: MemberContext, input: CheckInput): Promise<CheckView> {
  requireRole(ctx, investigators);
  const subject = await prepareSubject(ctx, input);
  await requireSupportPace(ctx);
  const startedAt = ctx.clock();
  const id = newId("chk", startedAt);
  const organizationId = ctx.organization.id;
  const registryId = subject.registry?.id ?? null;
  const abort = new AbortController();
  const { place } = await requestSlot(ctx, ctx.checkPace, {
    host: subject.image.host,
    signal: abort.signal,
  });
  const live = ctx.liveChecks.open({
    id,
    organizationId,
    // The saved secret of a registry whose new one is tried is not being checked.
    registryId: subject.subject === "registry" ? registryId : null,
  });
  live.signal.addEventListener("abort", () => abort.abort(), { once: true });
  const started = running(ctx, subject, { id, startedAt });
  try {
    await ctx.store.checks.create({
      check: {
        id,
        organizationId,
        subject: subject.subject,
        registryId,
        registryName: subject.registryName,
        image: subject.image.text,
        startedAt,
        startedBy: ctx.person.id,
        proof: subject.proof,
      },
      audit: auditEntry(
        ctx,
        "registry.check",
        auditObject(subject, id),
        newFields({ image: subject.image.text, secret: tested[subject.subject] }),
      ),
    });
  } catch (err) {
    live.cancel();
    ctx.background.run("give back the place of a check", async () => {
      const slot = await place;
      if (slot.ok) slot.release();
    });
    live.finish(checkView(started));
    throw err;
  }
  ctx.background.run("tell other servers of a check", () => shareProgress(ctx, live));
  ctx.background.run("check", () => runCheck(ctx, subject, live, { started, place }));
  return checkView(started, live.progress());
}

const tested: Record<CheckInput["subject"], string> = {
  form: "from an unsaved form",
  registry: "the saved one",
  "new-secret": "a new one, not saved",
};

function auditObject({ registry, registryName, image }: CheckSubject, checkId: string) {
  return registry === null
    ? { kind: "check", id: checkId, name: registryName ?? image.host }
    : { kind: "registry", id: registry.id, name: registry.name };
}

function running(
  ctx: MemberContext,
  { subject, registry, registryName, image, proof }: CheckSubject,
  { id, startedAt }: { id: string; startedAt: number },
): CheckWithTrace {
  return {
    id,
    organizationId: ctx.organization.id,
    subject,
    profile: "full",
    registry: registry === null ? null : { id: registry.id, name: registry.name },
    registryName,
    image: image.text,
    status: "running",
    startedAt,
    startedBy: { id: ctx.person.id, name: ctx.person.name },
    finishedAt: null,
    durationMs: null,
    requests: null,
    diagnosis: null,
    outcome: null,
    digest: null,
    proof,
    workerToken: null,
    trace: [],
  };
}
