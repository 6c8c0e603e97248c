import type { DiagnosisView } from "@berth/api-contract";
import {
  diagnose,
  runFullCheck,
  systemClock,
  type CheckEvent,
  type CheckTrace,
  requestsSent,
} from "@berth/registry-client";
import type { CheckSlot } from "../../egress/concurrency.ts";
import type { CheckWithTrace } from "../../store/rows.ts";
import type { FinishCheck } from "../../store/ports/check.ts";
import { inSpan } from "../../tracing.ts";
import type { MemberContext } from "../context.ts";
import { effectOnProven, healthOf } from "../registries/health.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";
import { checkView, type TraceEntry } from "./check-view.ts";
import type { LiveCheck } from "./live-checks.ts";
import { tryImagesInUse } from "./images-in-use.ts";
import { pickOf } from "./pick.ts";
import { isPassed } from "./proof.ts";
import { stepSpans } from "./step-spans.ts";
import type { CheckSubject } from "./subject.ts";

type Ended = Omit<FinishCheck, "organizationId" | "id" | "finishedAt">;

/** Runs a check that has been written down, tells its steps, and writes down how it ended. */
export async function runCheck(
  ctx: MemberContext,
  subject: CheckSubject,
  live: LiveCheck,
  { started, place }: { started: CheckWithTrace; place: Promise<CheckSlot> },
): Promise<void> {
  const { startedAt } = started;
  let ended: Ended;
  try {
    const slot = await place;
    ended = slot.ok
      ? await inSpan("check", checkAttributes(subject), async (span) => {
          const told = await run(ctx, subject, live, slot.release);
          span.setAttributes({ "berth.check.outcome": told.diagnosis?.outcome ?? "none" });
          return told;
        })
      : cancelled(ctx, startedAt);
  } catch (err) {
    ctx.log.error({ err, checkId: live.id, requestId: ctx.requestId }, "a check broke");
    ended = broken(ctx, startedAt);
  }
  const finishedAt = ctx.clock();
  const { health: _, trace, ...facts } = ended;
  const outcome = ended.diagnosis?.outcome ?? null;
  if (outcome !== null) ctx.metrics.checkEnded({ profile: "full", outcome });
  try {
    const { id, organizationId } = live;
    await ctx.store.checks.finish({ organizationId, id, finishedAt, ...ended });
  } finally {
    // Whoever watches is told how it ended even where that could not be kept.
    live.finish(checkView({ ...started, ...facts, outcome, finishedAt, trace: [...trace] }));
  }
}

function checkAttributes({ subject, registry, connectionTo, image }: CheckSubject) {
  return {
    "berth.check.profile": "full",
    "berth.check.subject": subject,
    "berth.registry_type": connectionTo(image.host).type,
    ...(registry === null ? {} : { "berth.registry_id": registry.id }),
  };
}

async function run(
  ctx: MemberContext,
  subject: CheckSubject,
  live: LiveCheck,
  release: () => void,
): Promise<Ended> {
  const spans = stepSpans();
  try {
    const trace = await runFullCheck({
      image: subject.image,
      registry: subject.connectionTo(subject.image.host),
      credential: subject.credential,
      transport: ctx.egress.transportFor({
        organizationId: ctx.organization.id,
        // What is tried before saving shares no socket with what is saved.
        registryId: subject.subject === "registry" ? (subject.registry?.id ?? live.id) : live.id,
      }),
      clock: systemClock,
      signal: live.signal,
      emit: (event) => {
        spans(event);
        tell(live, event);
      },
      pick: await pickOf(ctx, subject),
    });
    if (subject.subject === "registry" && subject.registry !== null) {
      ctx.metrics.pullsLeft(subject.registry.id, trace.rateLimit?.remaining ?? null);
    }
    const ended = ofTrace(ctx, subject, live, trace);
    return await withImagesInUse(ctx, subject, live, { trace, ended });
  } finally {
    release();
  }
}

/** A new secret that opened the first image is asked for the others that are in use; nothing else is. */
async function withImagesInUse(
  ctx: MemberContext,
  subject: CheckSubject,
  live: LiveCheck,
  { trace, ended }: { trace: CheckTrace; ended: Ended },
): Promise<Ended> {
  const { registry } = subject;
  const opened = isPassed({ outcome: ended.diagnosis?.outcome ?? null });
  if (subject.subject !== "new-secret" || registry === null || !opened) return ended;
  const startedAt = ctx.clock();
  try {
    const { found, requests } = await tryImagesInUse(
      ctx,
      { ...subject, registry },
      {
        socketsOf: live.id,
        remembered: trace.remembered,
        signal: live.signal,
        tell: (images) => live.tellImagesInUse(images),
      },
    );
    return {
      ...ended,
      durationMs: ended.durationMs + Math.max(0, Math.round(ctx.clock() - startedAt)),
      requests: ended.requests + requests,
      trace: [...ended.trace, { kind: "images-in-use", imagesInUse: found }],
    };
  } catch (err) {
    if (!live.signal.aborted) throw err;
    const symptom = "The check was cancelled while the images in use were asked for.";
    const { requests, trace: kept } = ended;
    return { ...cancelled(ctx, startedAt, symptom), requests, trace: kept };
  }
}

function tell(live: LiveCheck, event: CheckEvent): void {
  if (event.kind !== "step") return;
  const { step, status, text, durationMs, evidence } = event;
  live.tellStep({
    step,
    status,
    text,
    evidence,
    ...(durationMs === undefined ? {} : { durationMs }),
  });
}

function ofTrace(
  ctx: MemberContext,
  { registry, secretVersion, subject }: CheckSubject,
  live: LiveCheck,
  trace: CheckTrace,
): Ended {
  const found = diagnose(trace);
  const { healthEffect, ...diagnosis } = found;
  const entries: TraceEntry[] = [
    ...trace.steps.map((step) => ({ kind: "step" as const, step })),
    { kind: "facts", control: trace.control, remembered: trace.remembered },
  ];
  const facts = { id: live.id, symptom: diagnosis.symptom, at: ctx.clock() };
  const proven = registry?.health.state === "healthy" || registry?.health.state === "trouble";
  const effect = registry !== null && proven ? effectOnProven(registry.type, found) : healthEffect;
  // Where only workers can sign in, the server's own attempt says nothing.
  const judged = registry === null || isSignedInToByWorkers(registry) ? null : registry;
  const value = judged === null ? null : healthOf(effect, facts, judged.health);
  return {
    status: trace.stop?.reason === "cancelled" ? "cancelled" : "finished",
    durationMs: Math.round(trace.durationMs),
    requests: requestsSent(trace.exchanges),
    trace: entries,
    diagnosis,
    digest: trace.manifest?.digest ?? null,
    ...(subject === "registry" && registry !== null && secretVersion !== null && value !== null
      ? { health: { registryId: registry.id, secretVersion, value } }
      : {}),
  };
}

function cancelled(
  ctx: MemberContext,
  startedAt: number,
  symptom = "The check was cancelled before it began.",
): Ended {
  return nothingSent(ctx, startedAt, "cancelled", {
    code: "CANCELLED",
    outcome: "cancelled",
    confidence: "certain",
    symptom,
    causes: [],
    remedies: [],
  });
}

function broken(ctx: MemberContext, startedAt: number): Ended {
  return nothingSent(ctx, startedAt, "finished", {
    code: "INTERNAL",
    outcome: "unclassified",
    confidence: "certain",
    symptom: "Something broke on our side while the check ran.",
    causes: [],
    remedies: [
      "Run the check again.",
      `If it happens again, tell whoever runs Berth here this request id: ${ctx.requestId}`,
    ],
  });
}

function nothingSent(
  ctx: MemberContext,
  startedAt: number,
  status: Ended["status"],
  diagnosis: DiagnosisView,
): Ended {
  const durationMs = Math.max(0, Math.round(ctx.clock() - startedAt));
  return { status, durationMs, requests: 0, trace: [], diagnosis, digest: null };
}
