import type { WorkerPatternCredentialInput, WorkerPullAnswer } from "@berth/api-contract";
import { parsePattern, servesHost, type Pattern } from "@berth/image-pattern";
import type { PatternEntry } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { refusalOf } from "./decide.ts";
import { decidedLast } from "./decided-last.ts";
import { anonymous, refused, type Decision } from "./decision.ts";
import { obtainPair } from "./obtain-pair.ts";
import { noFacts, recordDecision, type Facts } from "./record-decision.ts";
import { resolveProject } from "./resolve-project.ts";

/**
 * Decides what a client gets that names no image: everything under a pattern, or a whole host. Recorded
 * like a pull, with the pattern in the image's place.
 */
export async function requestPatternCredential(
  ctx: WorkerContext,
  input: WorkerPatternCredentialInput,
): Promise<WorkerPullAnswer> {
  const { carrier } = input;
  const { facts, decision } = await decidedLast(ctx, async (asking) => {
    const known = noFacts(carrier);
    return { facts: known, decision: await decide(asking, input, known) };
  });
  const message = `${decision.message} ${askedBy[carrier]}`;
  return await recordDecision(ctx, input.pattern, facts, { ...decision, message });
}

const askedBy = {
  "docker-helper": "Asked by a credential helper, which knows only the host.",
  "auth-file": "Asked for an auth file.",
} as const;

async function decide(
  ctx: WorkerContext,
  input: WorkerPatternCredentialInput,
  facts: Facts,
): Promise<Decision> {
  const parsed = parsePattern(input.pattern);
  if (!parsed.ok) return refused({ reason: "image_unreadable", message: parsed.message });
  const { pattern } = parsed;
  if (pattern.hostHasStar) {
    const message = "A credential is for one host; this pattern has a star in it.";
    return refused({ reason: "image_unreadable", message });
  }
  const resolved = await resolveProject(ctx, input.project);
  if (!resolved.ok) return refused(resolved);
  facts.project = resolved.project;
  const { entries } = await ctx.known.index();
  const { entry, why } = find(input.carrier, pattern, [...entries.values()]);
  if (entry === null) return anonymous(why);
  facts.entry = entry;
  facts.why = why;
  const registry = await ctx.known.registry(entry.registryId);
  // Deleted between two reads: from now on no pattern matches.
  if (registry === null) {
    facts.entry = null;
    return anonymous(`No pattern of this organization is ${pattern.canonical}.`);
  }
  const refusal = refusalOf(
    { entry, registry, project: resolved.project, workerToken: ctx.workerToken },
    ctx.clock(),
  );
  return refusal === null ? await obtainPair(ctx, registry, pattern.host) : refused(refusal);
}

function find(
  carrier: WorkerPatternCredentialInput["carrier"],
  pattern: Pattern,
  entries: readonly PatternEntry[],
): { entry: PatternEntry | null; why: string } {
  if (carrier === "docker-helper") {
    if (pattern.scope === "registry") return servesHost(entries, pattern.host);
    return { entry: null, why: "A credential helper can ask for a whole host only." };
  }
  const entry = entries.find((one) => one.pattern === pattern.canonical) ?? null;
  const found = `\`${pattern.canonical}\` is a pattern of '${entry?.registryName}'.`;
  return { entry, why: entry === null ? `No pattern is ${pattern.canonical}.` : found };
}
