import { createBoundedMap } from "../bounded-map.ts";
import { createFairMap } from "../fair-map.ts";
import { createBreaker, leftAloneMsMax, type Breaker } from "./breaker.ts";
import type { Obtained } from "./obtained.ts";

/** What asking upstream came to. `retryAfterMs`: how long it wants to be left alone, where it said so. */
export type Minted<Value> =
  | { ok: true; value: Value; /** Milliseconds since the epoch. */ expiresAt: number }
  /** Good, and to be asked for anew each time. */
  | { ok: true; value: Value; expiresAt: null }
  | {
      ok: false;
      passing: boolean;
      /** It is the secret that was refused, so whatever else is asked for with it would be refused as well. */
      ofSecret?: boolean;
      symptom: string;
      retryAfterMs: number | null;
    };

export type Kept<Value> =
  | { kind: "value"; value: Value }
  | Exclude<Obtained, { kind: "credential" }>;

/** How to get a value. `upstream` names who is asked, for all keys that ask the same. */
export type Asking<Value> = {
  /** Begins with the registry's id and a space. */
  key: string;
  upstream: string;
  mint: () => Promise<Minted<Value>>;
  /** Before anybody waits for an answer; what is given back is called behind it. Null: too many wait already. */
  enter: () => (() => void) | null;
  /** Runs work that nobody waits for. */
  later: (work: () => Promise<void>) => void;
};

export type KeptCredentials<Value> = {
  get(asking: Asking<Value>): Promise<Kept<Value>>;
  /** Drops every key that begins so. */
  forget(start: string): void;
};

/** A credential is handed out only while a pull can still be made with it. */
const remainingMsMin = 60_000;
/** A wrong secret is not tried for every worker that asks: registries lock accounts for that. */
const rejectionMs = 15_000;
const againAfterMs = 5_000;
const keptMax = 10_000;

const crowded = {
  kind: "unavailable",
  symptom: "So many workers wait for its answer already that no more can.",
  retryAfterMs: againAfterMs,
} as const;

type Refusal = { rejected: Extract<Obtained, { kind: "rejected" }>; at: number };
type Entry<Value> = { kept: Kept<Value>; mintedAt: number; until: number; refreshAt: number };

/**
 * Keeps what was obtained, in memory and below its own life, and asks for each thing once however many
 * want it. From half of its life on it is renewed while the old one is still handed out, so that an
 * upstream that is away for a while is bridged until the old one ends.
 */
export function createKeptCredentials<Value>(
  clock: () => number,
  breaker: Breaker = createBreaker(clock),
): KeptCredentials<Value> {
  const entries = createFairMap<Entry<Value>>(keptMax, registryOf);
  /** By upstream: secrets that were refused, which would be for every other repository, too. */
  const refusals = createBoundedMap<Refusal>(keptMax);
  /** By upstream: until when something is good that was obtained with the secret, so that the secret is, too. */
  const proven = createBoundedMap<number>(keptMax);
  const underWay = new Map<string, Promise<Kept<Value>>>();

  const keep = (key: string, kept: Kept<Value>, until: number, refreshAt: number) => {
    entries.set(key, { kept, mintedAt: clock(), until, refreshAt });
  };

  const ask = async ({ key, upstream, mint }: Asking<Value>): Promise<Kept<Value>> => {
    const refusal = refusals.get(upstream);
    const now = clock();
    if (refusal !== undefined && now >= refusal.at && now < refusal.at + rejectionMs) {
      return refusal.rejected;
    }
    const admitted = breaker.admit(upstream);
    if (!admitted.ok) {
      const symptom = `${admitted.symptom} It is left alone for a moment.`;
      return { kind: "unavailable", symptom, retryAfterMs: admitted.retryAfterMs };
    }
    const startedAt = clock();
    const minted = await mint();
    if (!minted.ok && minted.passing) {
      breaker.failed(upstream, minted);
      const asked = Math.min(minted.retryAfterMs ?? 0, leftAloneMsMax);
      const retryAfterMs = Math.max(asked, againAfterMs);
      return { kind: "unavailable", symptom: minted.symptom, retryAfterMs };
    }
    breaker.succeeded(upstream);
    if (minted.ok) {
      refusals.delete(upstream);
      if (minted.expiresAt !== null) proven.set(upstream, minted.expiresAt);
    } else {
      const rejected = { kind: "rejected", symptom: minted.symptom } as const;
      // Some token services refuse a sound secret for a repository that it may not read (NVIDIA's with 403).
      if (minted.ofSecret === true && (proven.get(upstream) ?? 0) <= startedAt) {
        refusals.set(upstream, { rejected, at: startedAt });
      }
      keep(key, rejected, startedAt + rejectionMs, Infinity);
      return rejected;
    }
    const kept = { kind: "value", value: minted.value } as const;
    if (minted.expiresAt === null) entries.delete(key);
    else {
      const life = minted.expiresAt - startedAt;
      const until = minted.expiresAt - Math.min(remainingMsMin, life / 2);
      keep(key, kept, until, startedAt + life / 2);
    }
    return kept;
  };

  const askOnce = (asking: Asking<Value>): Promise<Kept<Value>> => {
    const running = underWay.get(asking.key);
    if (running !== undefined) return running;
    const started = ask(asking).finally(() => underWay.delete(asking.key));
    underWay.set(asking.key, started);
    return started;
  };

  return {
    async get(asking) {
      const entry = entries.get(asking.key);
      const now = clock();
      // A clock that was set back must not make anything live longer.
      if (entry === undefined || now >= entry.until || now < entry.mintedAt) {
        const leave = asking.enter();
        if (leave === null) return crowded;
        return await askOnce(asking).finally(leave);
      }
      if (now >= entry.refreshAt && !underWay.has(asking.key)) {
        entry.refreshAt = now + againAfterMs;
        asking.later(async () => void (await askOnce(asking)));
      }
      return entry.kept;
    },
    forget(start) {
      for (const map of [entries, refusals, proven]) {
        for (const key of map.keys()) if (key.startsWith(start)) map.delete(key);
      }
    },
  };
}

function registryOf(key: string): string {
  return key.slice(0, key.indexOf(" "));
}
