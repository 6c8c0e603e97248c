import type { AuditEntry, SupportLook } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { Background } from "../background.ts";
import { createBoundedMap } from "../bounded-map.ts";

export type VisitLooks = {
  /** Writes the first look of a kind down, with its entry, before it resolves; others are only counted, behind it. */
  note(look: Look, audit: AuditEntry): Promise<void>;
};

type Look = { organizationId: string; visitId: string; route: string };
type Again = Omit<SupportLook, "firstAt"> & { organizationId: string };

const keptMax = 10_000;

export function createVisitLooks(store: Store, background: Background): VisitLooks {
  const noted = createBoundedMap<true>(keptMax);
  const waiting = new Map<string, Again>();

  const count = (key: string, look: Look, lastAt: number): void => {
    const times = 1 + (waiting.get(key)?.times ?? 0);
    const writing = waiting.size > 0;
    waiting.set(key, { ...look, times, lastAt });
    // One write takes all that came meanwhile.
    if (writing) return;
    background.run("looks of support staff", async () => {
      const looks = [...waiting.values()];
      waiting.clear();
      await store.supportStaff.lookAgain(looks);
    });
  };

  return {
    async note(look, audit) {
      const key = `${look.visitId} ${look.route}`;
      if (noted.get(key) === true) {
        count(key, look, audit.at);
        return;
      }
      await store.supportStaff.look({ ...look, at: audit.at, audit });
      noted.set(key, true);
    },
  };
}
