import type { SupportVisitView } from "@berth/api-contract";
import type { SupportVisit } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";

export function supportVisitView(visit: SupportVisit, now: number): SupportVisitView {
  const { id, person, reason, startedAt, endsAt, endedAt } = visit;
  return {
    id,
    person,
    reason,
    startedAt: iso(startedAt),
    endsAt: iso(endsAt),
    endedAt: isoOrNull(endedAt),
    open: isOpenVisit(visit, now),
  };
}

export function isOpenVisit({ endedAt, endsAt }: SupportVisit, now: number): boolean {
  return endedAt === null && endsAt > now;
}

/** What an audit entry says it is about. */
export function visitObject({ id, person }: Pick<SupportVisit, "id" | "person">) {
  return { kind: "support-visit", id, name: person.name };
}
