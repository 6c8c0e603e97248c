import type { ExplanationView } from "@berth/api-contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { explainImagesMax } from "#src/api/explain.ts";
import { useDebounced } from "#src/lib/use-debounced.ts";

const pauseMs = 250;

/** Asks the server about many images at once, by their names alone; `asOf` (ISO 8601) asks how it was then. */
export function useExplanations(
  org: string,
  references: readonly string[],
  project: string,
  asOf?: string,
) {
  const asked = useDebounced(references.join("\n"), pauseMs);
  const query = useQuery({
    ...explanationsQuery(org, asked, project, asOf),
    enabled: asked !== "",
    placeholderData: (before) => before,
  });
  return {
    /** By the text that was asked about; one that is missing has no answer yet. */
    answers: query.data ?? noAnswers,
    error: query.error,
    retry: () => void query.refetch(),
    retrying: query.isFetching,
  };
}

const noAnswers: ReadonlyMap<string, ExplanationView> = new Map();

function explanationsQuery(org: string, asked: string, project: string, asOf: string | undefined) {
  return queryOptions({
    queryKey: ["explain", org, "file", asked, project, asOf ?? null],
    queryFn: async ({ signal }) => {
      const images = asked.split("\n");
      const answers = new Map<string, ExplanationView>();
      for (let at = 0; at < images.length; at += explainImagesMax) {
        const { explanations } = await call("POST /organizations/{org}/explain", {
          params: { org },
          body: {
            images: images.slice(at, at + explainImagesMax),
            project: project === "" ? undefined : project,
            asOf,
            losers: 0,
          },
          signal,
        });
        for (const explanation of explanations) answers.set(explanation.image, explanation);
      }
      return answers;
    },
    // A file is not kept longer than the page that shows it.
    gcTime: 0,
  });
}
