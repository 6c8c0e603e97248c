import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { patternEntriesQuery, recentImagesQuery } from "#src/api/patterns.ts";
import { lazyComponent } from "#src/lib/lazy-component.ts";

/** The patterns of a registry in its form, with the engine they are tried with, in a chunk of their own. */
export const PatternSection = lazyComponent(
  () => import("./pattern-section.tsx"),
  "PatternSection",
);

/** Fetches what `PatternSection` shows ahead of it, so that nothing moves under the hand when it arrives. */
export function usePatternSectionSoon(org: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    PatternSection.preload();
    void queryClient.prefetchQuery(patternEntriesQuery(org));
    void queryClient.prefetchQuery(recentImagesQuery(org));
  }, [org, queryClient]);
}
