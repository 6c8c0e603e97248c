import { createPatternIndex } from "../src/index.ts";
import { nanoseconds } from "./measure.ts";

const TEXT_BYTES = 512;
const TRIES = 7;

/**
 * The longest that one lookup takes for any of many pairs of a pattern and a reference of up to 512
 * bytes, made to be hard: many stars, and pieces that almost fit everywhere. Nanoseconds; the best
 * of several tries for each pair.
 */
export function slowestHostilePair(): {
  readonly ns: number;
  readonly pattern: string;
  readonly pairs: number;
} {
  let slowest = { ns: 0, pattern: "" };
  const pairs = hostilePairs();
  for (const [pattern, reference] of pairs) {
    const index = createPatternIndex([{ id: "1", pattern }]);
    if (index.rejected.length > 0) throw new Error(`${pattern}: ${index.rejected[0]?.message}`);
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < TRIES; i++) {
      best = Math.min(
        best,
        nanoseconds(() => index.find(reference)),
      );
    }
    if (best > slowest.ns) slowest = { ns: best, pattern };
  }
  return { ...slowest, pairs: pairs.length };
}

function hostilePairs(): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  const path = (text: string): string => `reg.io/${text}`.slice(0, TEXT_BYTES);
  const longest = "a".repeat(255);
  for (let stars = 1; stars <= 8; stars++) {
    for (const piece of ["a", "aa", "aaaaaaa", "ab", "aab", "aaaaaaaab", "a".repeat(20)]) {
      const body = `*${piece}`.repeat(stars);
      pairs.push([path(`${body}b`), path(longest)], [path(body), path(longest)]);
      pairs.push([path(`${`${piece}*`.repeat(stars)}b`), path(longest)]);
      pairs.push([path(`${body}b`), path(`${"aab".repeat(84)}a`)]);
      if (stars < 8) pairs.push([path(`${body}b/*`), path("a/".repeat(126) + "a")]);
    }
  }
  for (const length of [30, 60, 100, 120]) {
    const almost = `${"a".repeat(length)}b`;
    pairs.push(
      [path(`*${almost}*`), path(longest)],
      [path(`*${almost}*${almost}*`), path(longest)],
    );
    pairs.push([path(`*${"a".repeat(length)}*b`), path(longest)]);
  }
  for (let stars = 1; stars <= 8; stars++) {
    const label = "a*".repeat(stars);
    pairs.push([`${label}b.reg.example.com/x`, `${"a".repeat(480)}.reg.example.com/x`]);
    pairs.push([
      `${"*aaaaaaaab".repeat(stars)}.reg.example.com/x`,
      `${"a".repeat(480)}.reg.example.com/x`,
    ]);
    pairs.push([`${"*.".repeat(stars)}reg.example.com/x`, `${"a.".repeat(240)}reg.example.com/x`]);
  }
  return pairs;
}
