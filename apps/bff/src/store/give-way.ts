import { setTimeout as pause } from "node:timers/promises";
import { createMutex } from "./mutex.ts";

/** So long may reading hold the thread that answers everybody. */
const turnMs = 4;
/** What others have begun takes several turns of the event loop: a pull goes to another thread and back. */
const restMs = 2;

/** Those who read in parts rest one after the other, so that the thread is never held by several in a row. */
const resting = createMutex();

/**
 * For reading in parts: each call rests, once reading has held the thread for as long as a turn may. Where the database
 * is read elsewhere others have had their turn meanwhile, and nobody rests.
 */
export function createGiveWay(): () => Promise<void> {
  let turn = beginTurn();
  return async () => {
    if (turn.others) {
      turn = beginTurn();
    } else if (performance.now() - turn.since >= turnMs) {
      await resting(() => pause(restMs));
      turn = beginTurn();
    }
  };
}

function beginTurn(): { since: number; others: boolean } {
  const turn = { since: performance.now(), others: false };
  setImmediate(() => {
    turn.others = true;
  });
  return turn;
}
