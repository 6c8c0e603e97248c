import type { WorkerPattern, WorkerSelf } from "@berth/api-contract";
import type { ResolvedImage } from "@berth/image-files";
import {
  formatImage,
  mapImage,
  parseImage,
  type ImageMapping,
  type PatternIndex,
} from "@berth/image-pattern";

export type Verdict = "covered" | "uncovered" | "refused" | "unreadable" | "not-pulled";

/** One image of a file and what Berth would say to it. */
export type ScannedImage = {
  line: number;
  column: number;
  where: string;
  /** As written. */
  image: string;
  canonical: string | null;
  verdict: Verdict;
  /** A refusal's reason. */
  reason: string | null;
  /** The verdict in one sentence. */
  message: string;
  registry: string | null;
  pattern: string | null;
};

/** What the verdicts rest on. */
export type Rules = {
  index: PatternIndex;
  entries: ReadonlyMap<string, WorkerPattern>;
  mappings: readonly ImageMapping[];
  project: WorkerSelf["project"];
};

/** What Berth would say, and what the file itself makes of the image. */
export function judgeImage(found: ResolvedImage, rules: Rules): ScannedImage {
  const judged = judge(found, rules);
  const { note } = found;
  if (note === undefined || !found.pulled) return judged;
  return { ...judged, message: `${judged.message} ${note}` };
}

/** Follows the order in which Berth decides a pull: the image, the project, the pattern, its registry. */
function judge(found: ResolvedImage, rules: Rules): ScannedImage {
  const { line, column, where, text, reference, missing } = found;
  const nothing = { canonical: null, reason: null, registry: null, pattern: null };
  const base = { line, column, where, image: text, ...nothing };
  if (!found.pulled) {
    const message = found.note ?? "It is built where it runs, not pulled.";
    return { ...base, verdict: "not-pulled", message };
  }
  if (reference === null) {
    const message =
      missing.length === 0
        ? "There is no image name."
        : `Without a value for ${missing.join(", ")} the image isn't known; give one with --var.`;
    return { ...base, verdict: "unreadable", message };
  }
  const parsed = parseImage(reference);
  const mapped = parsed.ok ? mapImage(parsed.image, rules.mappings) : null;
  const explained = rules.index.explain(mapped === null ? reference : formatImage(mapped.image));
  if (!explained.ok) return { ...base, verdict: "unreadable", message: explained.message };
  const known = { ...base, canonical: explained.image.canonical };
  const { project } = rules;
  if (project.kind === "refused") {
    return { ...known, verdict: "refused", reason: project.reason, message: project.message };
  }
  const entry = rules.entries.get(explained.winner?.id ?? "");
  if (entry === undefined) {
    const hint = explained.hint === null ? "" : ` ${explained.hint.message}`;
    return { ...known, verdict: "uncovered", message: `${explained.sentence}${hint}` };
  }
  const served = { ...known, registry: entry.registryName, pattern: entry.pattern };
  if (project.kind === "project" && project.ownerKind === "person") {
    const message = `'${project.name}' is a personal project, and those can't use organization registries.`;
    return { ...served, verdict: "refused", reason: "personal_project", message };
  }
  if (entry.refusal !== null) return { ...served, verdict: "refused", ...entry.refusal };
  return { ...served, verdict: "covered", message: explained.sentence };
}
