import type { PullTiming } from "@berth/api-contract";

/** Notes where a pull's time goes, for Berth to tell slow pulls from quick ones and to say why. */
export type PullTimingLog = {
  /** The worker waits before it asks again. `message` says why, in our own words. */
  waits(message: string, waitMs: number): void;
  manifestArrived(): void;
  /** A layer is being sent, by `elsewhere` where that is not the registry itself. */
  layerAnswered(elsewhere: string | null): void;
  layerBytes(): void;
  timing(): PullTiming;
};

const layerHostsMax = 5;

/** @param clock milliseconds; the log begins with its first reading. */
export function createPullTimingLog(clock: () => number = Date.now): PullTimingLog {
  const startedAt = clock();
  let manifestMs: number | undefined;
  let layersFrom: number | undefined;
  let layersUntil: number | undefined;
  const rateLimited = createSpan(clock);
  const trouble = createSpan(clock);
  const layerHosts = new Set<string>();
  return {
    waits(message, waitMs) {
      const span = isRateLimit(message) ? rateLimited : trouble;
      span.add(waitMs);
    },
    manifestArrived() {
      manifestMs ??= clock() - startedAt;
    },
    layerAnswered(elsewhere) {
      layersFrom ??= clock();
      if (elsewhere !== null && layerHosts.size < layerHostsMax) layerHosts.add(elsewhere);
    },
    layerBytes() {
      layersUntil = clock();
    },
    timing: () => ({
      ...(manifestMs === undefined ? {} : { manifestMs }),
      ...(layersFrom === undefined || layersUntil === undefined
        ? {}
        : { layersMs: layersUntil - layersFrom }),
      ...(rateLimited.ms() === 0 ? {} : { rateLimitedMs: rateLimited.ms() }),
      ...(trouble.ms() === 0 ? {} : { troubleMs: trouble.ms() }),
      ...(layerHosts.size === 0 ? {} : { layerHosts: [...layerHosts] }),
    }),
  };
}

/** Layers wait side by side: a moment in which several do is one moment. */
function createSpan(clock: () => number) {
  let total = 0;
  let until = 0;
  return {
    add(ms: number) {
      const from = Math.max(clock(), until);
      const end = clock() + ms;
      if (end <= from) return;
      total += end - from;
      until = end;
    },
    ms: () => Math.round(total),
  };
}

/** As `statusTrouble` writes it. */
function isRateLimit(message: string): boolean {
  return /\banswered 429\b/.test(message);
}
