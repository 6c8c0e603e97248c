import { newId } from "../../ids.ts";
import { newFields } from "../audit-entry.ts";
import type { ServiceDeps } from "../deps.ts";
import { visitObject } from "./visit-view.ts";

const atOnce = 100;

/**
 * Writes down each visit that ended by its time alone. It counted no more from then on; this is for the log.
 * @returns when to look again, at the latest after `everyMs`.
 */
export async function endOverdueVisits(
  { store, clock }: Pick<ServiceDeps, "store" | "clock">,
  everyMs: number,
): Promise<number> {
  const overdue = await store.supportStaff.overdue(clock(), atOnce);
  for (const visit of overdue) {
    const at = clock();
    // Somebody may have ended it at the last moment: then that stands in the log.
    await store.supportStaff.expire({
      organizationId: visit.organizationId,
      id: visit.id,
      audit: {
        action: "support-visit.end",
        actor: { kind: "system", id: null, name: "Berth" },
        object: visitObject(visit),
        changes: newFields({ reason: "Its time was over." }),
        address: null,
        requestId: newId("job", at),
        at,
      },
    });
  }
  const latest = clock() + everyMs;
  return Math.min(latest, (await store.supportStaff.nextEnd()) ?? latest);
}
