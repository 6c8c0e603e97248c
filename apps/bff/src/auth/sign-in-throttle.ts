import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";

/**
 * Slows down guessing. Attempts are counted for the account from one network, for the network, and for the account;
 * each wrong one doubles the time until the next counts, and a right one clears it. Nobody is ever locked out for good.
 * A device on which the person has signed in before is counted on its own, so that strangers can't hold its owner up.
 * On a new device the owner waits a minute at most: the first attempt from a network that has not tried this account
 * before is kept the next place, which nobody else can take.
 */
export type SignInThrottle = {
  /** Counts an attempt, or says how long to wait. Attempts count before the password is tried. */
  begin(attempt: Attempt): { ok: true } | { ok: false; retryAfterMs: number };
  /** The password was right. */
  succeeded(attempt: Attempt): void;
};

export type Attempt = {
  account: string;
  address: string | null;
  /** From `DeviceCookies`; null for a device that is not known for this account. */
  device?: string | null | undefined;
};

type Counter = { failures: number; until: number };
type Rule = { freeAttempts: number; delayMsMax: number };
type Place = { network: string; from: number };

const minuteMs = 60_000;

/** The account's own rule lets about seventy guesses an hour through, wherever they come from. */
const rules = {
  device: { freeAttempts: 5, delayMsMax: minuteMs },
  accountFromNetwork: { freeAttempts: 5, delayMsMax: 15 * minuteMs },
  network: { freeAttempts: 30, delayMsMax: 15 * minuteMs },
  account: { freeAttempts: 10, delayMsMax: minuteMs },
} satisfies Record<string, Rule>;

const countersMax = 20_000;
const forgetAfterMs = 60 * minuteMs;
/** How long a kept place waits for whoever it is kept for. */
const placeMs = 30_000;

/** `clock` gives milliseconds that only rise. */
export function createSignInThrottle(clock: () => number): SignInThrottle {
  const counters = new Map<string, Counter>();
  const places = new Map<string, Place>();

  const read = (key: string): Counter | null => {
    const counter = counters.get(key);
    return counter === undefined || counter.until + forgetAfterMs < clock() ? null : counter;
  };
  const waitOf = (key: string) => (read(key)?.until ?? 0) - clock();
  const count = (key: string, rule: Rule) => {
    const failures = (read(key)?.failures ?? 0) + 1;
    keep(counters, key, { failures, until: clock() + delayMs(failures, rule) });
  };

  /** What somebody else's kept place adds to the wait of everybody but them. */
  const waitForPlace = (account: string, network: string): number => {
    const place = places.get(account);
    if (place === undefined) return 0;
    const end = place.from + placeMs;
    if (end <= clock()) places.delete(account);
    return place.network === network ? 0 : Math.max(0, end - clock());
  };

  return {
    begin(attempt) {
      const { device, both, network, account } = keysOf(attempt);
      if (device !== null) {
        const retryAfterMs = waitOf(device);
        if (retryAfterMs > 0) return { ok: false, retryAfterMs };
        count(device, rules.device);
        return { ok: true };
      }
      const newcomer = read(both) === null;
      const wait = Math.max(waitOf(both), waitOf(network));
      const accountWait = Math.max(waitOf(account), waitForPlace(account, network));
      if (wait <= 0 && accountWait <= 0) {
        places.delete(account);
        for (const [key, rule] of [
          [both, rules.accountFromNetwork],
          [network, rules.network],
          [account, rules.account],
        ] as const) {
          count(key, rule);
        }
        return { ok: true };
      }
      if (newcomer) {
        if (wait <= 0 && !places.has(account)) {
          keep(places, account, { network, from: Math.max(clock(), clock() + waitOf(account)) });
        }
        // From now on this network has tried: it is kept no further place.
        keep(counters, both, { failures: 0, until: clock() });
      }
      return { ok: false, retryAfterMs: Math.max(wait, accountWait) };
    },

    succeeded(attempt) {
      const { device, both, network, account } = keysOf(attempt);
      if (device !== null) counters.delete(device);
      counters.delete(both);
      counters.delete(account);
      places.delete(account);
      if (device !== null) return;
      // Others may guess from the same network: this one attempt alone is taken back.
      const failures = Math.max(0, (read(network)?.failures ?? 0) - 1);
      keep(counters, network, { failures, until: clock() });
    },
  };
}

/** Strangers choose some of the keys, so the oldest go when there are too many. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > countersMax && oldest.done !== true) map.delete(oldest.value);
}

function delayMs(failures: number, { freeAttempts, delayMsMax }: Rule): number {
  if (failures < freeAttempts) return 0;
  return Math.min(1000 * 2 ** Math.min(failures - freeAttempts, 20), delayMsMax);
}

function keysOf({ account, address, device }: Attempt) {
  const person = createHash("sha256").update(account.toLowerCase()).digest("base64url");
  const network = networkOf(address);
  return {
    device: device === null || device === undefined ? null : `device ${person} ${device}`,
    both: `both ${person} ${network}`,
    network: `network ${network}`,
    account: `account ${person}`,
  };
}

/** One customer of a provider holds a whole /64 of IPv6. */
function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${parsed.toNormalizedString().split(":").slice(0, 4).join(":")}/64`;
}
