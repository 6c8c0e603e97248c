import type { DraftView } from "@berth/api-contract";
import type { Draft } from "../../store/rows.ts";
import { iso } from "../time.ts";

export function draftView(draft: Draft): DraftView {
  const { id, type, answers, version, createdBy, updatedBy } = draft;
  return {
    id,
    type,
    ...answers,
    settings: { ...answers.settings },
    patterns: [...answers.patterns],
    version,
    createdAt: iso(draft.createdAt),
    createdBy,
    updatedAt: iso(draft.updatedAt),
    updatedBy,
  };
}
