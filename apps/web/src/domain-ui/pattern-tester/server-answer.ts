import type { OverlapView, PreviewAnswer, PreviewInput } from "@berth/api-contract";
import type { Judges, LineWinner } from "./image-line.ts";
import type { OrganizationPatterns } from "./organization-patterns.ts";
import type { PatternRow } from "./pattern-row.ts";
import { serverName, type TestedRegistry } from "./tested-registry.ts";

/** The most images that one preview may carry. */
const imagesMax = 200;

/** Blank rows are no patterns, so they are not asked about. */
export function previewInput(
  { id, type, settings }: TestedRegistry,
  texts: readonly string[],
  images: readonly string[],
): PreviewInput | null {
  const patterns = texts.filter(isWritten);
  if (patterns.length === 0) return null;
  return {
    edit: { registryId: id, type, settings: { ...settings }, patterns },
    images: images.slice(0, imagesMax),
  };
}

/** Who serves each image that was asked about, as the server sees it. */
export function serverWinners(
  { winners }: PreviewAnswer,
  registry: TestedRegistry,
  { byPattern }: OrganizationPatterns,
): (LineWinner | null)[] {
  const ownName = serverName(registry);
  return winners.map((winner) => {
    if (winner === null) return null;
    const { registryName, pattern } = winner;
    const own = registryName === ownName;
    const paused = own ? (registry.paused ?? false) : (byPattern.get(pattern)?.paused ?? false);
    return { registryName, pattern, paused, own };
  });
}

/** Whether this page would have named another pattern. */
export function differsFrom(winner: LineWinner | null, image: string, judges: Judges): boolean {
  const found = judges.after.find(image);
  if (found === null || winner === null) return found !== winner;
  return found.pattern !== winner.pattern || judges.isOwn(found.id) !== winner.own;
}

/** What only the server knows to be wrong is shown at its row. */
export function withServerProblems(
  rows: readonly PatternRow[],
  answer: PreviewAnswer | null,
): readonly PatternRow[] {
  if (!answer || answer.problems.length === 0) return rows;
  const places = rows.flatMap(({ text }, place) => (isWritten(text) ? [place] : []));
  const problems = new Map(answer.problems.map((problem) => [places[problem.index], problem]));
  return rows.map((row, place) => {
    const problem = problems.get(place);
    if (!problem || row.problem) return row;
    const { code, message, at, fix } = problem;
    return { ...row, problem: { code, message, at, fix } };
  });
}

const gravity: Record<OverlapView["kind"], number> = {
  identical: 0,
  "never-wins": 1,
  "paused-winner": 2,
  "takes-over": 3,
  tie: 4,
  partial: 5,
};

/** The warnings about each pattern, by its canonical text, the gravest first. */
export function rankedOverlaps(answer: PreviewAnswer | null): ReadonlyMap<string, OverlapView[]> {
  const ranked = (answer?.overlaps ?? []).toSorted(
    (one, other) => gravity[one.kind] - gravity[other.kind],
  );
  const byPattern = new Map<string, OverlapView[]>();
  for (const overlap of ranked) {
    byPattern.set(overlap.pattern, [...(byPattern.get(overlap.pattern) ?? []), overlap]);
  }
  return byPattern;
}

function isWritten(text: string): boolean {
  return text.trim() !== "";
}
