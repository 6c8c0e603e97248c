import { expect, test } from "vitest";
import type { Engine, NewPullRow } from "./engine.ts";
import type { NewPull } from "./ports/pull.ts";
import { pullQueue } from "./pull-queue.ts";

const turn = () => new Promise((resolve) => void setImmediate(resolve));
const turns = async () => {
  for (let n = 0; n < 5; n += 1) await turn();
};

/** An engine whose commits end when the test says so. `seen` is what happened, in its order. */
function start() {
  const seen: string[] = [];
  const underWay: Array<(err?: Error, taken?: number[]) => void> = [];
  const engine = {
    addPulls: (rows: readonly NewPullRow[]) =>
      new Promise<readonly number[]>((resolve, reject) => {
        seen.push(`writes ${rows.map(({ id }) => id).join(" ")}`);
        underWay.push((err, taken = []) => (err === undefined ? resolve(taken) : reject(err)));
      }),
  } as unknown as Engine;
  const queue = pullQueue(engine);
  const record = (id: string) =>
    void queue({ id } as NewPull).then(
      () => seen.push(`answers ${id}`),
      (err: Error) => seen.push(`${id}: ${err.message || err.name}`),
    );
  const ends = async (err?: Error, taken?: number[]) => {
    underWay.shift()?.(err, taken);
    await turns();
  };
  return { seen, record, ends };
}

test("pulls of one turn share a commit, and so do those that come while it is under way", async () => {
  const { seen, record, ends } = start();
  record("a");
  record("b");
  await turns();
  record("c");
  await turns();
  record("d");
  expect(seen.splice(0)).toEqual(["writes a b"]);
  await ends();
  await ends();
  expect(seen).toEqual(["writes c d", "answers a", "answers b", "answers c", "answers d"]);
});

test("a pull is answered behind its own commit, with nobody else waiting too", async () => {
  const { seen, record, ends } = start();
  for (const id of ["a", "b"]) {
    record(id);
    await turns();
    expect(seen.splice(0)).toEqual([`writes ${id}`]);
    await ends();
    expect(seen.splice(0)).toEqual([`answers ${id}`]);
  }
});

test("one that can't be written is refused alone", async () => {
  const { seen, record, ends } = start();
  record("a");
  record("bad");
  await turns();
  await ends(new Error("no"));
  await ends();
  await ends(new Error("not this one"));
  expect(seen).toEqual([
    "writes a bad",
    "writes a",
    "writes bad",
    "answers a",
    "bad: not this one",
  ]);
});

test("one whose key is another's is refused, and the others are not written once more for it", async () => {
  const { seen, record, ends } = start();
  for (const id of ["a", "taken", "c"]) record(id);
  await turns();
  await ends(undefined, [1]);
  expect(seen).toEqual(["writes a taken c", "answers a", "taken: RequestKeyTaken", "answers c"]);
});
