import type { Kek } from "./kek.ts";

/** The key-encryption keys this server holds, by id: the one from BERTH_KEY and, during a rotation, the one before it. */
export type KekSet = {
  current: Kek;
  /** The key that wrapped something, as far as it is held. Keys are never tried in turn. */
  get(kekId: string): Kek | null;
};

export function kekSet(current: Kek, previous: Kek | null = null): KekSet {
  return {
    current,
    get: (kekId) => [current, previous].find((kek) => kek?.id === kekId) ?? null,
  };
}
