import {
  diagnose,
  runReCheck,
  systemClock,
  type CheckTrace,
  type Diagnosis,
  requestsSent,
} from "@berth/registry-client";
import { newId } from "../../ids.ts";
import type { Organization, Registry } from "../../store/rows.ts";
import { inSpan } from "../../tracing.ts";
import type { ServiceDeps } from "../deps.ts";
import { connectionOf, credentialOf } from "../registries/connection.ts";
import { effectOnProven } from "../registries/health.ts";
import { judgeReCheck, type ReCheckPace } from "../registries/re-check-rule.ts";
import { savedForm } from "../registries/saved-form.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";
import { openSecret } from "../secrets/open.ts";
import type { TraceEntry } from "./check-view.ts";
import { stepSpans } from "./step-spans.ts";
import { knownImages, type KnownImage } from "./known-images.ts";

type ReCheckContext = Pick<
  ServiceDeps,
  "store" | "vault" | "egress" | "serverIdentity" | "clock" | "metrics"
> & {
  organization: Organization;
};

type Made = { trace: CheckTrace; diagnosis: Diagnosis };

/**
 * Asks a registry whether its saved secret still opens an image that it opened before, writes down what
 * came of it, and says how soon to ask again. Null where no image is known that could be asked for.
 */
export async function reCheck(
  ctx: ReCheckContext,
  registry: Registry,
  { troubles, signal }: { troubles: number; signal: AbortSignal },
): Promise<ReCheckPace | null> {
  if (isSignedInToByWorkers(registry)) return null;
  const form = savedForm(registry);
  const known = await knownImages(ctx.store, registry, form.hostRule);
  if (known.length === 0) return null;
  const startedAt = ctx.clock();
  const { secret, version } = await openSecret(ctx, form.type, registry);
  const attributes = {
    "berth.check.profile": "re-check",
    "berth.registry_type": registry.type,
    "berth.registry_id": registry.id,
  };
  const ask = (one: KnownImage): Promise<Made> =>
    inSpan("check", attributes, async (span) => {
      const made = await askFor(one);
      span.setAttributes({ "berth.check.outcome": made.diagnosis.outcome });
      return made;
    });
  const askFor = async ({ image, ...remembered }: KnownImage): Promise<Made> => {
    const { canonical } = image;
    const trace = await runReCheck({
      image,
      registry: connectionOf(form, registry.name, image.host),
      credential: credentialOf(ctx, form, secret),
      transport: ctx.egress.transportFor({
        organizationId: ctx.organization.id,
        registryId: registry.id,
      }),
      clock: systemClock,
      signal,
      emit: stepSpans(),
      pick: {
        text: `${registry.name}, with an image that worked before`,
        evidence: { kind: "pick", canonical, registry: registry.name },
      },
      ...remembered,
    });
    return { trace, diagnosis: diagnose(trace) };
  };
  const made = await firstThatTells(registry.type, known, ask);
  signal.throwIfAborted();
  return await keep(ctx, registry, made, { startedAt, version, troubles });
}

/** An image may have been deleted since, which says nothing about the credential: then another one is asked for. */
async function firstThatTells(
  type: string,
  known: readonly KnownImage[],
  ask: (one: KnownImage) => Promise<Made>,
): Promise<Made> {
  let first: Made | null = null;
  for (const one of known) {
    const made = await ask(one);
    if (effectOnProven(type, made.diagnosis) !== "none") return made;
    first ??= made;
  }
  if (first === null) throw new Error("a re-check without an image");
  return first;
}

async function keep(
  ctx: ReCheckContext,
  registry: Registry,
  { trace, diagnosis }: Made,
  { startedAt, version, troubles }: { startedAt: number; version: number; troubles: number },
): Promise<ReCheckPace> {
  const { healthEffect: _, ...shown } = diagnosis;
  const effect = effectOnProven(registry.type, diagnosis);
  const at = ctx.clock();
  const id = newId("chk", startedAt);
  const verdict = judgeReCheck(effect, { id, symptom: shown.symptom, at }, registry);
  const entries: TraceEntry[] = [
    ...trace.steps.map((step) => ({ kind: "step" as const, step })),
    {
      kind: "facts",
      control: trace.control,
      remembered: trace.remembered,
      ...(trace.basis === null ? {} : { basis: trace.basis }),
    },
  ];
  ctx.metrics.checkEnded({ profile: "re-check", outcome: shown.outcome });
  ctx.metrics.pullsLeft(registry.id, trace.rateLimit?.remaining ?? null);
  await ctx.store.checks.record({
    check: {
      id,
      organizationId: ctx.organization.id,
      registryId: registry.id,
      registryName: registry.name,
      image: trace.image.written,
      startedAt,
      finishedAt: at,
      durationMs: Math.round(trace.durationMs),
      requests: requestsSent(trace.exchanges),
      diagnosis: shown,
      digest: trace.manifest?.digest ?? null,
    },
    trace: entries,
    finding: {
      registryId: registry.id,
      secretVersion: version,
      value: verdict.health,
      doubt: verdict.doubt,
      restsOn: registry.health.checkId,
    },
  });
  return {
    doubt: verdict.doubt,
    troubles: effect === "trouble" ? troubles + 1 : 0,
    retryAfterMs: (trace.rateLimit?.retryAfterSeconds ?? 0) * 1_000,
  };
}
