import type { CandidateView, ExplainInput, ExplanationView } from "@berth/api-contract";
import {
  explainLosers,
  formatImage,
  mapImage,
  parseImage,
  type Explanation,
  type Hint,
  type PatternIndex,
} from "@berth/image-pattern";
import type { ImageMapping, PatternEntry, Project, Registry } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { requireVisibleProject } from "../projects/visible.ts";
import { refusalOf } from "../pulls/decide.ts";
import { checkedOn } from "../registries/signed-in-to-by-workers.ts";
import { fromIso } from "../time.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import { fourChecksOf } from "./four-checks.ts";
import { hadExpired } from "./had-expired.ts";
import { indexOf, type OrganizationIndex } from "./organization-index.ts";
import { createRegistries, type Registries } from "./registries-read.ts";
import { spellingNote } from "./spelling-note.ts";

const losersMax = 5000;

type Setting = {
  index: PatternIndex;
  entries: OrganizationIndex["entries"];
  registries: Registries;
  project: Project | null;
  asOf: string | null;
  losers: number;
  evidence: Evidence;
  mappings: readonly Mapping[];
};

type Mapping = Pick<ImageMapping, "from" | "to">;

/** Which registry serves each image and why, for one project or none, now or at a moment in the past. */
export async function explainImages(
  ctx: MemberContext,
  input: ExplainInput,
): Promise<ExplanationView[]> {
  const { images } = input;
  const project =
    input.project === undefined ? null : await requireVisibleProject(ctx, input.project);
  const asOf = input.asOf ?? null;
  const patterns =
    asOf === null
      ? await ctx.indexes.current(ctx.organization.id)
      : indexOf(await ctx.store.patterns.historyAt(ctx.organization.id, fromIso(asOf)));
  const setting: Setting = {
    index: patterns.index,
    entries: patterns.entries,
    registries: createRegistries(ctx, patterns.entries),
    project,
    asOf,
    losers: Math.min(input.losers, Math.floor(losersMax / images.length)),
    mappings: await mappingsAt(ctx, asOf),
    evidence: createEvidence(ctx, { asOf: asOf !== null, images: images.length }),
  };
  const explanations: ExplanationView[] = [];
  for (const image of images) explanations.push(await explainOne(ctx, setting, image));
  return explanations;
}

async function explainOne(
  ctx: MemberContext,
  setting: Setting,
  text: string,
): Promise<ExplanationView> {
  const { index, entries, project, asOf, registries } = setting;
  const mapped = mappedOf(text, setting.mappings);
  const found = index.explain(mapped?.name ?? text);
  const shown = {
    image: text,
    mapped: mapped?.view ?? null,
    hint: hintView(found.hint),
    project:
      project === null
        ? null
        : { id: project.id, name: project.name, ownerKind: project.owner.kind },
    asOf,
  };
  if (!found.ok) {
    return {
      ...shown,
      canonical: null,
      notes: [],
      verdict: "unreadable",
      sentence: found.message,
      winner: null,
      candidates: [],
      omitted: index.size,
      checkedOn: null,
      checks: await fourChecksOf(ctx, setting, { image: null, entry: null, found }),
    };
  }
  const candidates = candidatesOf(setting, found, mapped?.name ?? text);
  const entry = found.winner === null ? null : (entries.get(found.winner.id) ?? null);
  const { image } = found;
  const spelling = entry === null || mapped !== null ? null : spellingNote(image);
  const registry = entry === null ? null : await registries.of(entry.registryId);
  return {
    ...shown,
    canonical: image.canonical,
    notes: [
      ...(mapped?.notes ?? []),
      ...image.notes.map(({ message }) => message),
      ...(spelling === null ? [] : [spelling]),
    ],
    ...verdictOf(entry, registry, {
      project,
      found,
      now: ctx.clock(),
      pastAt: asOf === null ? null : fromIso(asOf),
    }),
    winner: entry === null ? null : (candidates[0] ?? null),
    candidates,
    omitted: found.patterns - candidates.length,
    checkedOn: registry === null || asOf !== null ? null : checkedOn(registry),
    checks: await fourChecksOf(ctx, setting, { image, entry, found }),
  };
}

async function mappingsAt(ctx: MemberContext, asOf: string | null): Promise<readonly Mapping[]> {
  const { store, organization } = ctx;
  return asOf === null
    ? await store.imageMappings.list(organization.id)
    : await store.imageMappings.at(organization.id, fromIso(asOf));
}

/** The name is mapped first, then the mapped name is matched; both are shown. */
function mappedOf(text: string, mappings: readonly Mapping[]) {
  const parsed = parseImage(text);
  const mapped = parsed.ok ? mapImage(parsed.image, mappings) : null;
  if (!parsed.ok || mapped === null) return null;
  const { from, to } = mapped.mapping;
  const { canonical } = mapped.image;
  return {
    name: formatImage(mapped.image),
    view: { from: parsed.image.canonical, to: canonical, mapping: { from, to } },
    notes: [
      ...parsed.image.notes.map(({ message }) => message),
      `\`${from}\` is mapped to \`${to}\`, so \`berth-worker pull\` fetches \`${canonical}\`. Clients that pull by themselves ask for the name as it is written, and no mapping counts for them.`,
    ],
  };
}

type Found = Extract<Explanation, { ok: true }>;

function verdictOf(
  entry: PatternEntry | null,
  registry: Registry | null,
  facts: { project: Project | null; found: Found; now: number; pastAt: number | null },
): Pick<ExplanationView, "verdict" | "sentence"> {
  const { project, found, now, pastAt } = facts;
  const past = pastAt !== null;
  if (entry === null)
    return { verdict: "no-credential", sentence: `No credential. ${found.sentence}` };
  if (project?.owner.kind === "person") {
    return {
      verdict: "not-available",
      sentence: `Not available to this project. The pattern \`${entry.pattern}\` of '${entry.registryName}' matches, but '${project.name}' is a personal project and can't use organization registries.`,
    };
  }
  if (past && entry.paused) {
    const sentence = `No credential. '${entry.registryName}' served this image but was paused then.`;
    return { verdict: "refused", sentence };
  }
  if (past && registry !== null && hadExpired(registry, pastAt)) {
    const sentence = `No credential. '${entry.registryName}' served this image, but its secret had expired by then.`;
    return { verdict: "refused", sentence };
  }
  // What health was like in the past is not kept, so the past is judged by patterns, pauses and dates alone.
  const refusal =
    past || registry === null
      ? null
      : refusalOf({ entry, registry, project, workerToken: null }, now);
  if (refusal !== null) return { verdict: "refused", sentence: refusal.message };
  return { verdict: "uses", sentence: `Uses '${entry.registryName}'. ${found.sentence}` };
}

function candidatesOf(
  { index, entries, losers }: Setting,
  found: Found,
  text: string,
): CandidateView[] {
  const registryOf = (id: string) => {
    const entry = entries.get(id);
    return { id: entry?.registryId ?? "", name: entry?.registryName ?? "" };
  };
  const matching = found.candidates.map(
    ({ id, pattern, spans, beatsNext, lost }): CandidateView => ({
      entryId: id,
      pattern,
      registry: registryOf(id),
      matched: true,
      spans: spans.map(({ start, end, by }) => ({ start, end, kind: by })),
      reason: lost?.message ?? beatsNext?.message ?? "The only pattern that matches.",
    }),
  );
  if (losers === 0) return matching;
  const others = explainLosers(index, text, { limit: losers }).map(
    ({ id, pattern, reason }): CandidateView => ({
      entryId: id,
      pattern,
      registry: registryOf(id),
      matched: false,
      spans: [],
      reason: reason.message,
    }),
  );
  return [...matching, ...others];
}

function hintView(hint: Hint | null): ExplanationView["hint"] {
  if (hint === null) return null;
  const { id, message, fix } = hint;
  return { id, message, fix: fix === undefined ? null : { ...fix } };
}
