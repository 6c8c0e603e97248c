/** Counts who waits for registries to answer, so that a slow one leaves room for everybody else. */
export type WaitingRoom = {
  /** One more waits, until what is given back is called; null where there is no room. */
  enter(who: { registryId: string; organizationId: string }): (() => void) | null;
};

/** Of the pulls that this server takes on at once: no more for one registry, and for all of one organization. */
export type WaitingLimits = { perRegistry: number; perOrganization: number };

export function createWaitingRoom({ perRegistry, perOrganization }: WaitingLimits): WaitingRoom {
  const waiting = new Map<string, number>();
  const count = (id: string) => waiting.get(id) ?? 0;
  const add = (id: string, by: 1 | -1) => {
    const now = count(id) + by;
    if (now === 0) waiting.delete(id);
    else waiting.set(id, now);
  };
  return {
    enter({ registryId, organizationId }) {
      if (count(registryId) >= perRegistry || count(organizationId) >= perOrganization) return null;
      for (const id of [registryId, organizationId]) add(id, 1);
      return () => {
        for (const id of [registryId, organizationId]) add(id, -1);
      };
    },
  };
}
