import {
  type Candidate,
  createPatternIndex,
  type Hint,
  type HintId,
  type ImageReference,
  parseImage,
  type PatternIndex,
} from "@berth/image-pattern";
import type { MarkedSpan } from "../pattern-spans.tsx";
import {
  impliedPart,
  matchSpans,
  mismatchSpans,
  plainSpans,
  referenceText,
} from "./reference-spans.ts";
import { registryInWords } from "./tested-registry.ts";

export type LineVerdict = "matches" | "other-wins" | "no-match" | "unreadable";

/** Which registry serves an image. */
export interface LineWinner {
  readonly registryName: string;
  readonly pattern: string;
  readonly paused: boolean;
  /** One of the patterns that are tried out. */
  readonly own: boolean;
}

export interface LineHint {
  readonly message: string;
  /** `place` is the row of the pattern that the fix rewrites; null where it rewrites the image. */
  readonly fix: { readonly text: string; readonly place: number | null } | null;
}

/** What the tester says about one line of images. */
export interface ImageLine {
  readonly text: string;
  readonly verdict: LineVerdict;
  /** The name as it is compared, or the text as written where it is none. */
  readonly reference: string;
  readonly spans: readonly MarkedSpan[];
  /** Leading part of `reference` that was not written. */
  readonly implied: string;
  /** What was implied or changed, or why the text is no image name. */
  readonly notes: readonly string[];
  readonly winner: LineWinner | null;
  /** Which registry serves it and why; empty for what is no image name. */
  readonly sentence: string;
  readonly hint: LineHint | null;
}

/** What a line is judged by. */
export interface Judges {
  /** The organization's patterns with the change in them. */
  readonly after: PatternIndex;
  /** The tried patterns alone. */
  readonly own: PatternIndex;
  /** Who stands behind an entry of `after`. */
  readonly holder: (entryId: string) => Pick<LineWinner, "registryName" | "paused">;
  readonly isOwn: (entryId: string) => boolean;
  /** The row of an entry of `own`. */
  readonly rowOf: (entryId: string) => number | null;
}

export function judgeImage(text: string, judges: Judges): ImageLine {
  const parsed = parseImage(text);
  if (!parsed.ok) {
    return unreadableLine(text, parsed.message, parsed.at, judges.own.explain(text).hint);
  }
  const { image } = parsed;
  const common = {
    text,
    reference: referenceText(image),
    implied: impliedPart(image),
    notes: image.notes.map(({ message }) => message),
  };
  // `explain` looks for the nearest pattern where nothing matches, which is costly among thousands.
  const found = judges.after.find(text) === null ? null : judges.after.explain(text);
  const candidates = found?.ok ? found.candidates : [];
  const [first] = candidates;
  const winner = first === undefined ? null : winnerOf(first, judges);
  const mine = candidates.find(({ id }) => judges.isOwn(id));
  if (mine) {
    const verdict = first === mine ? "matches" : "other-wins";
    const reason = first === mine ? mine.beatsNext : mine.lost;
    const spans = matchSpans(image, mine.spans);
    const sentence = winnerSentence(winner, reason?.message ?? "");
    return { ...common, verdict, spans, winner, sentence, hint: null };
  }
  return { ...common, verdict: "no-match", winner, ...missedLine(image, judges, first, winner) };
}

/** None of the tried patterns matches. Says how the nearest of them misses, and who serves the image instead. */
function missedLine(
  image: ImageReference,
  judges: Judges,
  first: Candidate | undefined,
  winner: LineWinner | null,
): Pick<ImageLine, "spans" | "sentence" | "hint"> {
  const miss = judges.own.explain(image.text);
  const nearest = miss.ok ? miss.nearest : null;
  const given = miss.hint;
  // Somebody else's pattern is meant for it: how its name was read is then no mistake.
  const hint = winner !== null && given !== null && readingHints.has(given.id) ? null : given;
  const sentence = winner === null ? anonymous : winnerSentence(winner, "");
  return {
    spans: nearest
      ? mismatchSpans(image, nearest.reason)
      : first
        ? matchSpans(image, first.spans)
        : plainSpans(image),
    sentence,
    hint: hint && lineHint(hint, nearest ? judges.rowOf(nearest.id) : null),
  };
}

const readingHints: ReadonlySet<HintId> = new Set(["implied-hub", "hub-alias", "caps-host"]);

function unreadableLine(
  text: string,
  message: string,
  at: number | undefined,
  hint: Hint | null,
): ImageLine {
  const start = Math.min(at ?? 0, Math.max(0, text.length - 1));
  const spans: MarkedSpan[] =
    at === undefined ? [] : [{ start, end: Math.min(start + 1, text.length), kind: "mismatch" }];
  const fix = hint && lineHint(hint, null);
  return {
    text,
    verdict: "unreadable",
    reference: text,
    spans,
    implied: "",
    notes: fix?.message === message ? [] : [message],
    winner: null,
    sentence: "",
    hint: fix,
  };
}

function lineHint({ message, fix }: Hint, place: number | null): LineHint {
  if (fix?.kind === "image") return { message, fix: { text: fix.text, place: null } };
  if (fix?.kind === "pattern" && place !== null) return { message, fix: { text: fix.text, place } };
  return { message, fix: null };
}

function winnerOf(candidate: Candidate, judges: Judges): LineWinner {
  const { registryName, paused } = judges.holder(candidate.id);
  return { registryName, pattern: candidate.pattern, paused, own: judges.isOwn(candidate.id) };
}

function winnerSentence(winner: LineWinner | null, reason: string): string {
  if (winner === null) return "";
  const uses = `Uses ${registryInWords(winner.registryName)}${reason === "" && !winner.own ? ` (\`${winner.pattern}\`)` : ""}.`;
  const paused = winner.paused
    ? "It is paused: pulls get no credential, and no wider pattern takes over."
    : "";
  return [uses, reason, paused].filter(Boolean).join(" ");
}

/** A line as the server sees it, where that differs from what was worked out here. */
export function lineOfServer(line: ImageLine, winner: LineWinner | null): ImageLine {
  if (line.verdict === "unreadable") return line;
  if (winner === null) return { ...line, verdict: "no-match", winner, sentence: anonymous };
  const otherwise = line.verdict === "no-match" ? "no-match" : "other-wins";
  const alone = createPatternIndex([{ id: "", pattern: winner.pattern }]).explain(line.text);
  return {
    ...line,
    verdict: winner.own ? "matches" : otherwise,
    spans: alone.ok && alone.winner ? matchSpans(alone.image, alone.winner.spans) : line.spans,
    winner,
    sentence: winnerSentence(winner, ""),
    hint: null,
  };
}

const anonymous = "No credential: no pattern matches, so the pull is anonymous.";

/** Whether two lines say the same. */
export function sameLine(one: ImageLine, other: ImageLine): boolean {
  return (
    one.text === other.text &&
    one.verdict === other.verdict &&
    one.sentence === other.sentence &&
    one.reference === other.reference &&
    sameHint(one.hint, other.hint) &&
    one.notes.join() === other.notes.join() &&
    one.spans.length === other.spans.length &&
    one.spans.every((span, at) => sameSpan(span, other.spans[at]))
  );
}

function sameHint(one: LineHint | null, other: LineHint | null): boolean {
  return (
    one?.message === other?.message &&
    one?.fix?.text === other?.fix?.text &&
    one?.fix?.place === other?.fix?.place
  );
}

function sameSpan(one: MarkedSpan, other: MarkedSpan | undefined): boolean {
  return one.start === other?.start && one.end === other.end && one.kind === other.kind;
}
