import type { Carrier, WorkerPullAnswer, WorkerPullInput } from "@berth/api-contract";
import {
  formatImage,
  mapImage,
  parseImage,
  type ImageReference,
  type MappedImage,
} from "@berth/image-pattern";
import type { Registry } from "../../store/rows.ts";
import { inSpan } from "../../tracing.ts";
import type { WorkerContext } from "../context.ts";
import { refusalOf } from "./decide.ts";
import { decidedLast } from "./decided-last.ts";
import { anonymous, refused, type Decision } from "./decision.ts";
import { handOut, toUnreadable } from "./hand-out.ts";
import { ownRoleOf } from "./own-role.ts";
import { obtainPair } from "./obtain-pair.ts";
import { noFacts, recordDecision, type Facts } from "./record-decision.ts";
import { resolveProject } from "./resolve-project.ts";

/**
 * Decides what a worker gets for an image, and writes it down before answering: what can't be recorded
 * is not handed out. Refused and anonymous pulls are recorded as well.
 */
export async function requestPull(
  ctx: WorkerContext,
  input: WorkerPullInput,
): Promise<WorkerPullAnswer> {
  const { carrier = "pull" } = input;
  return await inSpan("broker.decide", { "berth.pull.carrier": carrier }, async (span) => {
    const { facts, decision } = await decidedLast(ctx, async (asking) => {
      const known = noFacts(carrier);
      return { facts: known, decision: await decide(asking, input, known) };
    });
    const { outcome, reason } = decision;
    span.setAttributes({
      "berth.pull.outcome": outcome,
      ...(reason === null ? {} : { "berth.pull.reason": reason }),
      ...(facts.entry === null ? {} : { "berth.registry_id": facts.entry.registryId }),
    });
    return await recordDecision(ctx, input.image, facts, decision);
  });
}

/** Fills `facts` as far as it comes, so that a refusal is recorded with all that is known. */
async function decide(ctx: WorkerContext, input: WorkerPullInput, facts: Facts): Promise<Decision> {
  const parsed = parseImage(input.image);
  if (!parsed.ok) return refused({ reason: "image_unreadable", message: parsed.message });
  const mapped = await mappedFor(ctx, parsed.image, facts.carrier);
  const image = mapped?.image ?? parsed.image;
  facts.image = image;
  facts.mappedFrom = mapped === null ? null : parsed.image;
  const resolved = await resolveProject(ctx, input.project);
  if (!resolved.ok) return refused(resolved);
  facts.project = resolved.project;
  const match = await ctx.known.match(mapped === null ? input.image : formatImage(image));
  if (match === null) return anonymous(noMatch);
  const { entry } = match;
  facts.entry = entry;
  facts.why = match.why;
  const registry = await ctx.known.registry(entry.registryId);
  // Deleted between two reads: from now on no pattern matches.
  if (registry === null) {
    facts.entry = null;
    return anonymous(noMatch);
  }
  const refusal = refusalOf(
    { entry, registry, project: resolved.project, workerToken: ctx.workerToken },
    ctx.clock(),
  );
  if (refusal !== null) return refused(refusal);
  return await obtain(ctx, registry, image, facts.carrier);
}

async function obtain(
  ctx: WorkerContext,
  registry: Registry,
  image: ImageReference,
  carrier: Carrier,
): Promise<Decision> {
  const own = ownRoleOf(registry, image.host);
  if (own !== null) return own;
  const obtained = await ctx.pullCredentials.forImage(ctx, registry, image).catch(toUnreadable);
  const bearer = obtained?.kind === "credential" && obtained.credential.kind === "token";
  if (bearer && carrier !== "pull" && carrier !== "check")
    return await obtainPair(ctx, registry, image.host);
  return handOut(registry, image.host, obtained);
}

/** Only what pulls by itself can pull under another name; everybody else asks for the name as written. */
async function mappedFor(
  ctx: WorkerContext,
  image: ImageReference,
  carrier: Carrier,
): Promise<MappedImage | null> {
  if (carrier !== "pull" && carrier !== "check") return null;
  return mapImage(image, await ctx.known.imageMappings());
}

const noMatch =
  "No pattern of this organization covers this image, so it is pulled without signing in.";
