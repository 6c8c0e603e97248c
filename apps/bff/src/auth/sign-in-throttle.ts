import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";

/**
 * Slows down guessing. Each wrong password doubles the time until the next attempt counts; a right one
 * clears it. Nobody is ever locked out for good, and a stranger can hold up somebody else's account for
 * half a minute at most.
 */
export type SignInThrottle = {
  /** Counts an attempt, or says how long to wait. Attempts count before the password is tried. */
  begin(attempt: Attempt): { ok: true } | { ok: false; retryAfterMs: number };
  /** The password was right. */
  succeeded(attempt: Attempt): void;
};

export type Attempt = { account: string; address: string | null };

type Counter = { failures: number; until: number };
type Rule = { freeAttempts: number; delayMsMax: number };

const rules = {
  accountFromNetwork: { freeAttempts: 5, delayMsMax: 15 * 60_000 },
  network: { freeAttempts: 30, delayMsMax: 15 * 60_000 },
  account: { freeAttempts: 20, delayMsMax: 30_000 },
} satisfies Record<string, Rule>;

const countersMax = 20_000;
const forgetAfterMs = 60 * 60_000;

/** `clock` gives milliseconds that only rise. */
export function createSignInThrottle(clock: () => number): SignInThrottle {
  const counters = new Map<string, Counter>();

  const read = (key: string): Counter => {
    const counter = counters.get(key);
    return counter === undefined || counter.until + forgetAfterMs < clock()
      ? { failures: 0, until: 0 }
      : counter;
  };
  const write = (key: string, counter: Counter) => {
    counters.delete(key);
    counters.set(key, counter);
    const oldest = counters.keys().next();
    if (counters.size > countersMax && oldest.done !== true) counters.delete(oldest.value);
  };

  return {
    begin(attempt) {
      const keys = keysOf(attempt);
      const now = clock();
      const retryAfterMs = Math.max(...keys.map(([key]) => read(key).until - now));
      if (retryAfterMs > 0) return { ok: false, retryAfterMs };
      for (const [key, rule] of keys) {
        const failures = read(key).failures + 1;
        write(key, { failures, until: now + delayMs(failures, rule) });
      }
      return { ok: true };
    },
    succeeded(attempt) {
      const [[accountFromNetwork], [network], [account]] = keysOf(attempt);
      counters.delete(accountFromNetwork);
      counters.delete(account);
      // Others may guess from the same network: this one attempt alone is taken back.
      const { failures } = read(network);
      write(network, { failures: Math.max(0, failures - 1), until: clock() });
    },
  };
}

function delayMs(failures: number, { freeAttempts, delayMsMax }: Rule): number {
  if (failures < freeAttempts) return 0;
  return Math.min(1000 * 2 ** Math.min(failures - freeAttempts, 20), delayMsMax);
}

function keysOf({ account, address }: Attempt) {
  const person = createHash("sha256").update(account.toLowerCase()).digest("base64url");
  const network = networkOf(address);
  return [
    [`both ${person} ${network}`, rules.accountFromNetwork],
    [`network ${network}`, rules.network],
    [`account ${person}`, rules.account],
  ] as const;
}

/** One customer of a provider holds a whole /64 of IPv6. */
function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${parsed.toNormalizedString().split(":").slice(0, 4).join(":")}/64`;
}
