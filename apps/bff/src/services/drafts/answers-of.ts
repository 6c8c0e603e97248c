import type { DraftInput } from "@berth/api-contract";
import { draftAnswers, type RegistryType } from "@berth/registry-catalog";
import type { DraftAnswers } from "../../store/rows.ts";

/** The part of a request that is kept; the page has left the rest out already, but it need not be our page. */
export function answersOf(type: RegistryType, given: Omit<DraftInput, "type">): DraftAnswers {
  return draftAnswers(type, given);
}
