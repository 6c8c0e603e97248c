import { expect, test } from "vitest";
import { createKeptCredentials, type Minted } from "./kept-credentials.ts";

const hour = 3_600_000;

/** Mints numbered values; `plays` are answers that come first. */
function start() {
  const time = { now: 1_000_000_000_000 };
  const kept = createKeptCredentials<string>(() => time.now);
  const work: Promise<void>[] = [];
  const plays: Array<() => Promise<Minted<string>>> = [];
  const minted: string[] = [];
  const room = { full: false, left: 0 };
  const get = (key = "registry path", lifeMs: number | null = hour) =>
    kept.get({
      key,
      upstream: "registry",
      mint: async () => {
        const value = `${key} ${minted.length}`;
        minted.push(value);
        const play = plays.shift();
        if (play !== undefined) return await play();
        return { ok: true, value, expiresAt: lifeMs === null ? null : time.now + lifeMs };
      },
      enter: () => (room.full ? null : () => void (room.left += 1)),
      later: (run) => void work.push(run()),
    });
  const settled = async () => void (await Promise.all(work.splice(0)));
  return { time, kept, get, plays, minted, room, settled };
}

const away = async (): Promise<Minted<string>> => ({
  ok: false,
  passing: true,
  symptom: "It is away.",
  retryAfterMs: null,
});
const no = async (): Promise<Minted<string>> => ({
  ok: false,
  passing: false,
  symptom: "It says no.",
  retryAfterMs: null,
});

test("two hundred who ask at once are given one value, asked for once", async () => {
  const { get, minted } = start();
  const all = await Promise.all(Array.from({ length: 200 }, () => get()));
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(minted).toHaveLength(1);
});

test("a value is renewed behind its askers' backs from half of its life on", async () => {
  const { time, get, minted, settled } = start();
  await get();
  time.now += hour / 2 - 1;
  await get();
  expect(minted).toHaveLength(1);
  time.now += 1;
  expect(await get()).toEqual({ kind: "value", value: "registry path 0" });
  await get();
  await settled();
  expect(minted).toHaveLength(2);
  expect(await get()).toEqual({ kind: "value", value: "registry path 1" });
});

test("an outage is bridged until a minute before the value's end, and then said", async () => {
  const { time, get, plays, settled } = start();
  await get();
  for (let minute = 30; minute < 59; minute += 1) {
    time.now += minute === 30 ? 30 * 60_000 : 60_000;
    plays.push(away);
    expect(await get()).toEqual({ kind: "value", value: "registry path 0" });
    await settled();
  }
  time.now += 60_000;
  plays.push(away);
  expect(await get()).toMatchObject({ kind: "unavailable" });
});

test("while it is away each is told when to ask again, and after five failures nothing is sent", async () => {
  const { time, get, plays, minted } = start();
  for (let failure = 0; failure < 5; failure += 1) {
    plays.push(away);
    expect(await get()).toEqual({
      kind: "unavailable",
      symptom: "It is away.",
      retryAfterMs: 5_000,
    });
  }
  expect(await get()).toEqual({
    kind: "unavailable",
    symptom: "It is away. It is left alone for a moment.",
    retryAfterMs: 30_000,
  });
  expect(await get("registry other")).toMatchObject({ kind: "unavailable" });
  expect(minted).toHaveLength(5);
  time.now += 30_000;
  expect(await get()).toMatchObject({ kind: "value" });
});

test("a registry that asks for hours is asked again in five minutes, and who waits is told so", async () => {
  const { time, get, plays } = start();
  plays.push(async () => ({ ...(await away()), retryAfterMs: 86_400_000 }) as Minted<string>);
  expect(await get()).toMatchObject({ kind: "unavailable", retryAfterMs: 300_000 });
  expect(await get()).toMatchObject({ kind: "unavailable", retryAfterMs: 300_000 });
  time.now += 300_000;
  expect(await get()).toMatchObject({ kind: "value" });
});

test("a rejection is not asked for again for every worker, but soon", async () => {
  const { time, get, plays, minted } = start();
  plays.push(no);
  for (let asked = 0; asked < 50; asked += 1) {
    expect(await get()).toEqual({ kind: "rejected", symptom: "It says no." });
  }
  expect(minted).toHaveLength(1);
  time.now += 15_000;
  expect(await get()).toMatchObject({ kind: "value" });
});

test("a secret that was never taken is not tried for other repositories either", async () => {
  const { time, kept, get, plays, minted } = start();
  const refuse = async () => ({ ...(await no()), ofSecret: true });
  plays.push(refuse);
  expect(await get("registry a")).toMatchObject({ kind: "rejected" });
  expect(await get("registry b")).toEqual({ kind: "rejected", symptom: "It says no." });
  expect(minted).toHaveLength(1);
  time.now += 15_000;
  plays.push(refuse);
  expect(await get("registry b")).toMatchObject({ kind: "rejected" });
  kept.forget("regist");
  expect(await get("registry b")).toMatchObject({ kind: "value" });
  // What works for one repository is refused for another one alone.
  plays.push(refuse);
  expect(await get("registry c")).toMatchObject({ kind: "rejected" });
  expect(await get("registry d")).toMatchObject({ kind: "value" });
  time.now += 2 * hour;
  plays.push(refuse);
  expect(await get("registry c")).toMatchObject({ kind: "rejected" });
  expect(await get("registry d")).toMatchObject({ kind: "rejected" });
});

test("what is refused for one repository is asked for where it is another", async () => {
  const { get, plays } = start();
  plays.push(no);
  expect(await get("registry b")).toMatchObject({ kind: "rejected" });
  expect(await get("registry c")).toMatchObject({ kind: "value" });
});

test("a rejection ends what was handed out before", async () => {
  const { time, get, plays, settled } = start();
  await get();
  time.now += hour / 2;
  plays.push(no);
  expect(await get()).toMatchObject({ kind: "value" });
  await settled();
  expect(await get()).toMatchObject({ kind: "rejected" });
});

test("what has no end is asked for each time, and what lives a minute is kept for half of it", async () => {
  const { time, get, minted } = start();
  await get("a", null);
  await get("a", null);
  expect(minted).toHaveLength(2);
  await get("b", 60_000);
  time.now += 29_999;
  await get("b", 60_000);
  expect(minted).toHaveLength(3);
  time.now += 1;
  await get("b", 60_000);
  expect(minted).toHaveLength(4);
});

test("a clock that jumps a day makes nothing live longer", async () => {
  for (const jump of [24 * hour, -24 * hour]) {
    const { time, get, minted } = start();
    await get();
    time.now += jump;
    await get();
    expect(minted).toHaveLength(2);
  }
});

test("what was thrown while asking reaches everybody who waits, and is forgotten", async () => {
  const { get, plays, minted } = start();
  plays.push(() => Promise.reject(new Error("broken")));
  const both = await Promise.allSettled([get(), get()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await get()).toMatchObject({ kind: "value" });
  expect(minted).toHaveLength(2);
});

test("what was obtained with a registry's secret can be dropped", async () => {
  const { kept, get, minted } = start();
  await get("r1 x");
  await get("r2 x");
  kept.forget("r1 ");
  await get("r1 x");
  await get("r2 x");
  expect(minted).toHaveLength(3);
});

test("where too many wait, only what is at hand is given out", async () => {
  const { get, minted, room, plays, time } = start();
  const full = {
    kind: "unavailable",
    symptom: "So many workers wait for its answer already that no more can.",
    retryAfterMs: 5_000,
  };
  await get();
  plays.push(() => Promise.reject(new Error("It broke.")));
  await expect(get("registry other")).rejects.toThrow("It broke.");
  expect(room.left).toBe(2);
  room.full = true;
  expect(await get()).toEqual({ kind: "value", value: "registry path 0" });
  expect(await get("registry other")).toEqual(full);
  time.now += hour;
  expect(await get()).toEqual(full);
  expect(minted).toHaveLength(2);
});

test("a registry of very many repositories pushes out nothing of another one", async () => {
  const { get, minted } = start();
  await get("small path");
  for (let n = 0; n <= 10_000; n += 1) await get(`large path-${n}`);
  const before = minted.length;
  await get("small path");
  expect(minted).toHaveLength(before);
  await get("large path-0");
  expect(minted).toHaveLength(before + 1);
});
