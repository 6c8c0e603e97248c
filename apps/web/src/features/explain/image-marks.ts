import type { CandidateView, ExplanationView } from "@berth/api-contract";
import {
  createPatternIndex,
  explainLosers,
  formatImage,
  type ImageReference,
  parseImage,
} from "@berth/image-pattern";
import {
  matchSpans,
  mismatchSpans,
  plainSpans,
} from "#src/domain-ui/pattern-tester/reference-spans.ts";
import type { MarkedSpan } from "#src/domain-ui/pattern-spans.tsx";

/** The image as it is compared; null for text that is none. */
export function readImage(text: string): ImageReference | null {
  const parsed = parseImage(text);
  return parsed.ok ? parsed.image : null;
}

/** The text of the image that patterns are held against: the mapped one where it is pulled through a cache. */
export function comparedText({ image, mapped }: Pick<ExplanationView, "image" | "mapped">): string {
  const written = mapped === null ? null : readImage(image);
  if (mapped === null || written === null) return image;
  return mapped.to + formatImage(written).slice(mapped.from.length);
}

/** Where a pattern fits the image, and where it stops fitting. */
export function candidateMarks(candidate: CandidateView, image: ImageReference): MarkedSpan[] {
  if (candidate.matched) {
    const spans = candidate.spans.map(({ start, end, kind }) => ({
      start,
      end,
      by: kind,
      part: start < image.host.length ? ("host" as const) : ("path" as const),
    }));
    return matchSpans(image, spans);
  }
  // The answer says in words what differs; the place is the same for the pattern alone.
  const alone = createPatternIndex([{ id: "", pattern: candidate.pattern }]);
  const [loser] = explainLosers(alone, image.text, { limit: 1 });
  return loser ? mismatchSpans(image, loser.reason) : plainSpans(image);
}
