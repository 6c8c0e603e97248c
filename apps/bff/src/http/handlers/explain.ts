import { createExpectation } from "../../services/expectations/create.ts";
import { listExpectations } from "../../services/expectations/list.ts";
import { removeExpectation } from "../../services/expectations/remove.ts";
import { explainImages } from "../../services/matching/explain.ts";
import { listPatternEntries } from "../../services/matching/pattern-entries.ts";
import { previewPatterns } from "../../services/matching/preview.ts";
import { listRecentImages } from "../../services/matching/recent-images.ts";
import type { Handlers } from "../route-types.ts";

export const explainHandlers = {
  listPatternEntries: async ({ ctx }) => ({ entries: await listPatternEntries(ctx) }),
  listRecentImages: ({ ctx }) => listRecentImages(ctx),
  explain: async ({ ctx }, { body }) => ({ explanations: await explainImages(ctx, body) }),
  previewPatterns: ({ ctx }, { body }) => previewPatterns(ctx, body),
  listExpectations: async ({ ctx }, { params }) => ({
    expectations: await listExpectations(ctx, params.id),
  }),
  createExpectation: async ({ ctx }, { params, body }) => ({
    expectation: await createExpectation(ctx, params.id, body.image),
  }),
  deleteExpectation: ({ ctx }, { params }) => removeExpectation(ctx, params.id, params.expectation),
} satisfies Partial<Handlers>;
