import type { DraftInput, DraftView } from "@berth/api-contract";
import { aino } from "../../../../test/render-page.tsx";
import type { Refusal, stubApi } from "../../../../test/stub-api.ts";

/** Drafts as the server keeps them, for a page that is tested without one. */
export interface DraftShelf {
  drafts: Map<string, DraftView>;
  /** Holds every new draft back until what it was given resolves. */
  hold: (until: Promise<unknown>) => void;
  /** Refuses every save from now on; null takes that back. */
  refuse: (refusal: Refusal | null) => void;
  answers: Parameters<typeof stubApi>[0];
}

export function draftShelf(...kept: DraftView[]): DraftShelf {
  const drafts = new Map(kept.map((draft) => [draft.id, draft]));
  let refusal: Refusal | null = null;
  let held: Promise<unknown> = Promise.resolve();
  const missing: Refusal = {
    refused: 404,
    error: { code: "not_found", message: "There is nothing at this address." },
  };
  const put = (draft: DraftView) => {
    drafts.set(draft.id, draft);
    return { draft };
  };
  return {
    drafts,
    hold: (until) => {
      held = until;
    },
    refuse: (next) => {
      refusal = next;
    },
    answers: {
      "GET /organizations/{org}/registry-drafts": () => ({ drafts: [...drafts.values()] }),
      "GET /organizations/{org}/registry-drafts/{id}": ({ params }) => {
        const draft = drafts.get(params.id);
        return draft === undefined ? missing : { draft };
      },
      "POST /organizations/{org}/registry-drafts": async ({ body }) => {
        await held;
        return refusal ?? put(sampleDraft({ ...body, id: `drf_${drafts.size + 1}` }));
      },
      "PUT /organizations/{org}/registry-drafts/{id}": ({ params, body }) => {
        const draft = drafts.get(params.id);
        if (refusal !== null) return refusal;
        if (draft === undefined) return missing;
        const { version, ...content } = body;
        if (version !== draft.version) {
          return {
            refused: 409,
            error: { code: "conflict", message: "Jussi changed this draft in the meantime." },
          };
        }
        return put({ ...draft, ...content, version: version + 1 });
      },
      "DELETE /organizations/{org}/registry-drafts/{id}": ({ params }) => {
        drafts.delete(params.id);
        return undefined;
      },
    },
  };
}

const empty: DraftInput = {
  type: "standard",
  settings: {},
  testImage: "",
  name: "",
  patterns: [],
  handOutStored: false,
  expiryDay: null,
  step: 1,
};

export function sampleDraft(over: Partial<DraftView> = {}): DraftView {
  const at = new Date().toISOString();
  return {
    id: "drf_one",
    version: 1,
    createdAt: at,
    createdBy: aino,
    updatedAt: at,
    updatedBy: aino,
    ...empty,
    ...over,
  };
}
