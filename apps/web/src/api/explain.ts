import type { ExplanationView } from "@berth/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** What is asked about an image; absent parts are left out. `asOf` is ISO 8601. */
export interface ExplainQuestion {
  project?: string | undefined;
  asOf?: string | undefined;
}

/** The most images that one request may carry. */
export const explainImagesMax = 500;

/** The full answer for one image, patterns that did not match included. */
export function explainQuery(org: string, image: string, { project, asOf }: ExplainQuestion) {
  return queryOptions({
    queryKey: ["explain", org, image, project ?? null, asOf ?? null],
    queryFn: async ({ signal }): Promise<ExplanationView> => {
      const { explanations } = await call("POST /organizations/{org}/explain", {
        params: { org },
        body: { images: [image], project, asOf, losers: 200 },
        signal,
      });
      const [explanation] = explanations;
      if (!explanation) throw new Error("the server explained no image");
      return explanation;
    },
    staleTime: 5_000,
  });
}
