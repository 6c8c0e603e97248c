import type { PullImageDayRow } from "./engine.ts";
import { dayMs, type PullChange } from "./pull-tally.ts";

/** What is counted of each image, registry, project and day. */
export const imageSums = ["started", "succeeded", "failed", "refused", "handedOut"] as const;

/**
 * How the counts of what was pulled change by these pulls, refused ones among them. In the order of the keys, so that two
 * servers that count the same never wait for each other in a circle.
 */
export function tallyImages(changes: readonly PullChange[]): PullImageDayRow[] {
  const rows = new Map<string, PullImageDayRow>();
  for (const { pull, by } of changes) {
    const { organizationId, at, status, outcome } = pull;
    const day = Math.floor(at / dayMs);
    const [registryId, projectId] = [pull.registryId ?? "", pull.projectId ?? ""];
    const imageName = pull.imageName ?? "";
    const key = `${organizationId} ${day} ${registryId} ${projectId} ${imageName}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = {
        organizationId,
        day,
        registryId,
        projectId,
        imageName,
        started: 0,
        succeeded: 0,
        failed: 0,
        refused: 0,
        handedOut: 0,
        lastAt: at,
      };
      rows.set(key, row);
    }
    row[status] += by;
    if (outcome === "credential") row.handedOut += by;
    row.lastAt = Math.max(row.lastAt, at);
  }
  return [...rows]
    .filter(([, row]) => imageSums.some((sum) => row[sum] !== 0))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row);
}

/** What is counted in a row, when the last was, and the key: what the statements bind that count in SQLite. */
export function imageDayValues(row: PullImageDayRow): unknown[] {
  const { organizationId, day, registryId, projectId, imageName, lastAt } = row;
  const { started, succeeded, failed, refused, handedOut } = row;
  const counted = [started, succeeded, failed, refused, handedOut, lastAt];
  return [...counted, organizationId, day, registryId, projectId, imageName];
}
