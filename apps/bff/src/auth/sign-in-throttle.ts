import type { CounterKey } from "./counter-key.ts";
import { createGate } from "./gate.ts";
import { networkOf } from "./network-of.ts";
import type { AttemptCounter, AttemptCounterStore } from "../store/ports/attempt-counter.ts";

/**
 * Slows down guessing. Attempts are counted for the account from one network, for the network, and for the account;
 * each wrong one doubles the time until the next counts, and a right one clears it. Nobody is ever locked out for good.
 * A device on which the person has signed in before is counted on its own, so that strangers can't hold its owner up.
 * On a new device the owner waits a minute at most: the first attempt from a network that has not tried this account
 * before is kept the next place, which nobody else can take. All servers of a database count together.
 */
export type SignInThrottle = {
  /**
   * Counts an attempt, or says how long to wait. Attempts count before the password is tried. Rejects with
   * `GateFull` where too many come at once.
   */
  begin(attempt: Attempt): Promise<{ ok: true } | { ok: false; retryAfterMs: number }>;
  /** The password was right. */
  succeeded(attempt: Attempt): Promise<void>;
};

export type Attempt = {
  account: string;
  address: string | null;
  /** From `DeviceCookies`; null for a device that is not known for this account. */
  device?: string | null | undefined;
};

type Rule = { freeAttempts: number; delayMsMax: number };
type Changes = Map<string, AttemptCounter | null>;

const minuteMs = 60_000;

/** The account's own rule lets about seventy guesses an hour through, wherever they come from. */
const rules = {
  device: { freeAttempts: 5, delayMsMax: minuteMs },
  accountFromNetwork: { freeAttempts: 5, delayMsMax: 15 * minuteMs },
  network: { freeAttempts: 30, delayMsMax: 15 * minuteMs },
  account: { freeAttempts: 10, delayMsMax: minuteMs },
} satisfies Record<string, Rule>;

/** How long a counter is remembered behind the delay it has caused. */
export const forgetAfterMs = 60 * minuteMs;
/** How long a kept place waits for whoever it is kept for. */
const placeMs = 30_000;
/** Clocks of two servers differ by less; more than that is a clock that was set back. */
const clocksApartMsMax = 10_000;
/** A place begins when the account's own delay ends. */
const placeAheadMsMax = rules.account.delayMsMax + clocksApartMsMax;

/** `clock` gives milliseconds since the epoch. */
export function createSignInThrottle(
  clock: () => number,
  counters: Pick<AttemptCounterStore, "decide">,
  keyOf: CounterKey,
): SignInThrottle {
  const keysOf = keyReader(keyOf);
  // Strangers must not keep those waiting who have something to write.
  const gate = createGate({ runningMax: 2, waitingMax: 256 });

  return {
    begin(attempt) {
      const keys = keysOf(attempt);
      return gate(() =>
        counters.decide(keys.all, (rows) => {
          const changes: Changes = new Map();
          const result = decide(readerOf(rows, clock()), keys, changes);
          return { result, changes };
        }),
      );
    },

    async succeeded(attempt) {
      const { all, device, both, network, account, place } = keysOf(attempt);
      await counters.decide(all, (rows) => {
        const { now, read } = readerOf(rows, clock());
        const cleared = [device ?? both, both, account, place].filter((key) => rows.has(key));
        const changes: Changes = new Map(cleared.map((key) => [key, null]));
        const failures = read(network)?.count ?? 0;
        // Others may guess from the same network: this one attempt alone is taken back.
        if (device === null && failures > 0) {
          changes.set(network, { count: failures - 1, until: now, holder: null });
        }
        return { result: undefined, changes };
      });
    },
  };
}

type Keys = ReturnType<ReturnType<typeof keyReader>>;
type Reader = ReturnType<typeof readerOf>;

function readerOf(rows: ReadonlyMap<string, AttemptCounter>, now: number) {
  const read = (key: string): AttemptCounter | null => {
    const counter = rows.get(key);
    if (counter === undefined || counter.until + forgetAfterMs < now) return null;
    return counter;
  };
  /** Never longer than the failures are worth; where the clock was set back, nobody waits for it to come round. */
  const waitOf = (key: string, rule: Rule): number => {
    const counter = read(key);
    if (counter === null) return 0;
    const [ahead, worth] = [counter.until - now, delayMs(counter.count, rule)];
    return ahead > worth + clocksApartMsMax ? 0 : Math.min(ahead, worth);
  };
  return { now, read, waitOf };
}

function decide(
  { now, read, waitOf }: Reader,
  { device, both, network, account, place }: Keys,
  changes: Changes,
): Awaited<ReturnType<SignInThrottle["begin"]>> {
  const count = (key: string, rule: Rule) => {
    const failures = (read(key)?.count ?? 0) + 1;
    changes.set(key, { count: failures, until: now + delayMs(failures, rule), holder: null });
  };
  if (device !== null) {
    const retryAfterMs = waitOf(device, rules.device);
    if (retryAfterMs > 0) return { ok: false, retryAfterMs };
    count(device, rules.device);
    return { ok: true };
  }
  const kept = read(place);
  const placeEnd = (kept?.until ?? 0) + placeMs;
  const placeTaken = kept !== null && placeEnd > now && kept.until <= now + placeAheadMsMax;
  // What somebody else's kept place adds to the wait of everybody but them.
  const waitForPlace = placeTaken && kept.holder !== network ? placeEnd - now : 0;
  const wait = Math.max(waitOf(both, rules.accountFromNetwork), waitOf(network, rules.network));
  const accountWait = Math.max(waitOf(account, rules.account), waitForPlace);
  if (wait <= 0 && accountWait <= 0) {
    if (kept !== null) changes.set(place, null);
    count(both, rules.accountFromNetwork);
    count(network, rules.network);
    count(account, rules.account);
    return { ok: true };
  }
  if (read(both) === null) {
    if (wait <= 0 && !placeTaken) {
      const from = Math.max(now, now + waitOf(account, rules.account));
      changes.set(place, { count: 0, until: from, holder: network });
    }
    // From now on this network has tried: it is kept no further place.
    changes.set(both, { count: 0, until: now, holder: null });
  }
  return { ok: false, retryAfterMs: Math.max(wait, accountWait) };
}

function delayMs(failures: number, { freeAttempts, delayMsMax }: Rule): number {
  if (failures < freeAttempts) return 0;
  return Math.min(1000 * 2 ** Math.min(failures - freeAttempts, 20), delayMsMax);
}

function keyReader(keyOf: CounterKey) {
  return ({ account, address, device }: Attempt) => {
    const person = account.toLowerCase();
    const from = networkOf(address);
    const keys = {
      device: typeof device === "string" ? keyOf("device", person, device) : null,
      both: keyOf("both", person, from),
      network: keyOf("network", from),
      account: keyOf("account", person),
      place: keyOf("place", person),
    };
    return { ...keys, all: Object.values(keys).filter((key) => key !== null) };
  };
}
