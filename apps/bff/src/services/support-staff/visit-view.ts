import type { RouteName, SupportVisitView } from "@berth/api-contract";
import type { SupportLook, SupportVisit } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";
import { lookWords } from "./look-words.ts";

export function supportVisitView(
  visit: SupportVisit,
  looks: readonly SupportLook[],
  now: number,
): SupportVisitView {
  const { id, person, reason, startedAt, endsAt, endedAt } = visit;
  return {
    id,
    person,
    reason,
    startedAt: iso(startedAt),
    endsAt: iso(endsAt),
    endedAt: isoOrNull(endedAt),
    open: isOpenVisit(visit, now),
    looks: looks
      .filter(({ visitId }) => visitId === id)
      .map(({ route, times, firstAt, lastAt }) => ({
        what: lookWords[route as RouteName] ?? route,
        times,
        firstAt: iso(firstAt),
        lastAt: iso(lastAt),
      })),
  };
}

export function isOpenVisit({ endedAt, endsAt }: SupportVisit, now: number): boolean {
  return endedAt === null && endsAt > now;
}

/** What an audit entry says it is about. */
export function visitObject({ id, person }: Pick<SupportVisit, "id" | "person">) {
  return { kind: "support-visit", id, name: person.name };
}
