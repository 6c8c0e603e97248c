import type { PreviewAnswer, PreviewInput } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { patternEntriesQuery, patternPreviewQuery } from "#src/api/patterns.ts";
import { useDebounced } from "#src/lib/use-debounced.ts";

/** Typing that pauses for this long is sent to the server. */
const pauseMs = 250;

export interface PatternPreview {
  /** The server's answer about exactly what stands there now; null while there is none. */
  readonly answer: PreviewAnswer | null;
  /** Its last answer, perhaps about an earlier text. */
  readonly latest: PreviewAnswer | null;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Has the server confirm a change of patterns once the typing pauses. Without `input` nothing is asked. */
export function usePatternPreview(org: string, input: PreviewInput | null): PatternPreview {
  // Two inputs with the same content are the same question.
  const question = useMemo(() => (input ? JSON.stringify(input) : null), [input]);
  const asked = useDebounced(question, pauseMs);
  const options = useMemo(
    () => patternPreviewQuery(org, asked === null ? nothing : (JSON.parse(asked) as PreviewInput)),
    [org, asked],
  );
  const query = useQuery({
    ...options,
    enabled: asked !== null,
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
  });
  const current = asked === question && !query.isPlaceholderData;
  return {
    answer: (current && query.data) || null,
    latest: query.data ?? null,
    error: asked === question ? query.error : null,
    retry: () => void query.refetch(),
  };
}

const nothing: PreviewInput = {
  edit: { registryId: null, type: "standard", settings: {}, patterns: [] },
  images: [],
};

/** The server knows patterns that this page does not: somebody else has saved some. Loads them. */
export function useFreshEntries(org: string, stale: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!stale) return;
    void queryClient.invalidateQueries({ queryKey: patternEntriesQuery(org).queryKey });
  }, [stale, queryClient, org]);
}
