import { registryType, suggestedName, type Settings } from "@berth/registry-catalog";
import type { AuditEntry, Draft } from "../../store/rows.ts";

/** What the audit log calls a draft: its name, else where the registry is. */
export function draftObject({
  id,
  type,
  answers,
}: Pick<Draft, "id" | "type" | "answers">): AuditEntry["object"] {
  const known = registryType(type);
  const suggested = known === undefined ? type : suggestedName(known, answers.settings as Settings);
  return { kind: "draft", id, name: answers.name || suggested };
}
