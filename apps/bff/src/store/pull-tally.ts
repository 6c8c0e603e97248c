import type { NewPullRow, PullDayRow } from "./engine.ts";

export const dayMs = 86_400_000;

/** What it takes to count a pull. */
export type CountedPull = Pick<NewPullRow, "organizationId" | "at" | "outcome" | "status"> & {
  registryId?: string | null | undefined;
  projectId?: string | null | undefined;
  imageName?: string | null | undefined;
};

/** `by` is 1 for a pull that was added, -1 for what it was before it was decided anew or reported. */
export type PullChange = { pull: CountedPull; by: 1 | -1 };

/**
 * How the use of registries and projects changes by these pulls. Refused pulls used nothing. In the order of the keys, so
 * that two servers that count the same never wait for each other in a circle.
 */
export function tally(changes: readonly PullChange[]): PullDayRow[] {
  const rows = new Map<string, PullDayRow>();
  for (const { pull, by } of changes) {
    if (pull.outcome === "refused") continue;
    const { organizationId, at } = pull;
    const day = Math.floor(at / dayMs);
    for (const [ownerKind, ownerId] of [
      ["registry", pull.registryId],
      ["project", pull.projectId],
    ] as const) {
      if (ownerId === null || ownerId === undefined) continue;
      const key = `${organizationId} ${ownerKind} ${ownerId} ${day}`;
      const row = rows.get(key);
      if (row === undefined) {
        rows.set(key, { organizationId, ownerKind, ownerId, day, pulls: by, lastAt: at });
      } else {
        row.pulls += by;
        row.lastAt = Math.max(row.lastAt, at);
      }
    }
  }
  return [...rows]
    .filter(([, { pulls }]) => pulls !== 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row);
}
