import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { createTurns, waitOf } from "./turns.ts";

/** A loop whose turns and clocks stand still until they are moved. */
function stage() {
  const time = { now: 0, worked: 0 };
  let behind: Array<() => void> = [];
  const begun: number[] = [];
  const turns = createTurns({
    clock: () => time.now,
    worked: () => time.worked,
    later: (run) => void behind.push(run),
  });
  const requests: IncomingMessage[] = [];
  const take = (count: number, ms: number) => {
    for (let n = 0; n < count; n += 1) {
      const request = {} as IncomingMessage;
      const number = requests.push(request);
      turns.take(request, () => {
        begun.push(number);
        time.now += ms;
        time.worked += ms;
      });
    }
  };
  /** What the loop does between two looks for what has arrived. */
  const turn = () => {
    const runs = behind;
    behind = [];
    for (const run of runs) run();
    return begun.splice(0);
  };
  const waited = (number: number) => waitOf(requests[number - 1]);
  return { take, turn, begun, waited, time };
}

test("what costs little is begun at once", () => {
  const { take, begun, waited } = stage();
  take(100, 0.01);
  expect(begun).toHaveLength(100);
  expect(waited(100)).toEqual({ workedMs: 0, behind: 0 });
});

test("a turn ends after some milliseconds, and the next ones go on in order", () => {
  const { take, turn, begun } = stage();
  take(9, 3);
  expect(begun.splice(0)).toEqual([1, 2]);
  expect(turn()).toEqual([3, 4]);
  // What arrives meanwhile stands behind those who wait.
  take(1, 3);
  expect([turn(), turn(), turn(), turn()]).toEqual([[5, 6], [7, 8], [9, 10], []]);
  take(1, 3);
  expect(begun).toEqual([11]);
});

test("one that takes long holds nobody up for more than itself, and each turn begins one", () => {
  const { take, turn, begun } = stage();
  take(4, 400);
  expect([begun.splice(0), turn(), turn(), turn()]).toEqual([[1], [2], [3], [4]]);
});

test("how long each has waited is what this thread worked meanwhile, and how many were begun", () => {
  const { take, turn, waited, time } = stage();
  take(3, 10);
  // Another program had the processor.
  time.now += 5_000;
  turn();
  turn();
  expect([waited(1), waited(2), waited(3)]).toEqual([
    { workedMs: 0, behind: 0 },
    { workedMs: 0, behind: 0 },
    { workedMs: 10, behind: 1 },
  ]);
});

test("of many that cost nothing a turn begins some, so that the loop looks for others", () => {
  const { take, turn } = stage();
  take(1, 6);
  take(40, 0);
  expect(turn()).toHaveLength(17);
  expect(turn()).toHaveLength(16);
  expect(turn()).toHaveLength(8);
});
