import { type ExplanationView, investigators } from "@berth/api-contract";
import { type Explanation, type ImageMapping, mapImage, parseImage } from "@berth/image-pattern";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { explainQuery } from "#src/api/explain.ts";
import { imageMappingsQuery } from "#src/api/image-mappings.ts";
import { patternEntriesQuery } from "#src/api/patterns.ts";
import { may, useOrganization } from "#src/api/session.ts";
import {
  organizationPatterns,
  type OrganizationPatterns,
} from "#src/domain-ui/pattern-tester/organization-patterns.ts";
import { useDebounced } from "#src/lib/use-debounced.ts";
import { cleanImage, type Question } from "./explain-question.ts";

const pauseMs = 250;

/** What this browser can say before the server has answered: which pattern wins, and nothing about health or projects. */
export interface LocalAnswer {
  readonly found: Extract<Explanation, { ok: true }>;
  readonly registryName: string;
}

export function useExplanation(question: Question) {
  const { slug: org, role } = useOrganization();
  const sees = may(role, investigators);
  const entries = useQuery({ ...patternEntriesQuery(org), enabled: sees });
  const { data: mappings } = useQuery({ ...imageMappingsQuery(org), enabled: sees });
  const patterns = entries.data ? organizationPatterns(entries.data) : null;

  const image = cleanImage(question.image).image;
  const settled = useDebounced(image, pauseMs);
  const { project, asOf } = question;
  const query = useQuery({
    ...explainQuery(org, settled, { project: project || undefined, asOf: asOf || undefined }),
    enabled: settled !== "",
    placeholderData: (before) => before,
  });
  const current = settled === image && !query.isPlaceholderData;
  const answer = image === "" ? null : (query.data ?? null);
  // An as-of question is about patterns that this page does not have.
  const local = useMemo(
    () => (patterns && mappings && asOf === "" ? localAnswer(patterns, mappings, image) : null),
    [patterns, mappings, asOf, image],
  );
  return {
    image,
    /** The server's answer to exactly what is asked now. */
    answer: current ? answer : null,
    /** Its last answer, perhaps to an earlier question. */
    latest: answer satisfies ExplanationView | null,
    local: current && answer ? null : local,
    patterns,
    error: settled === image ? query.error : null,
    retry: () => void query.refetch(),
    retrying: query.isFetching,
  };
}

function localAnswer(
  patterns: OrganizationPatterns,
  mappings: readonly ImageMapping[],
  image: string,
): LocalAnswer | null {
  const parsed = parseImage(image);
  // What is pulled under another name is told whole, or not yet.
  if (parsed.ok && mapImage(parsed.image, mappings) !== null) return null;
  // `explain` alone looks for the nearest pattern where none matches: too slow for a keystroke among thousands.
  const winner = patterns.index.find(image);
  if (winner === null) return null;
  const found = patterns.index.explain(image);
  if (!found.ok) return null;
  return { found, registryName: patterns.entries.get(winner.id)?.registryName ?? "" };
}
