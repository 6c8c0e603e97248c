import { createBoundedMap } from "../bounded-map.ts";

/** Remembers when each token's last use was written down, so that it is not with every request. */
export type TokenUses = {
  /** True once a minute for each token. */
  isDue(tokenId: string, storedAt: number | null): boolean;
};

const everyMs = 60_000;
const keptMax = 20_000;

/** @param clock milliseconds since the epoch. */
export function createTokenUses(clock: () => number): TokenUses {
  const written = createBoundedMap<number>(keptMax);
  return {
    isDue(tokenId, storedAt) {
      const now = clock();
      if (now - (written.get(tokenId) ?? storedAt ?? 0) <= everyMs) return false;
      written.set(tokenId, now);
      return true;
    },
  };
}
