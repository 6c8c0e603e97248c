const DISTANCE_MAX = 2;
const FAR = DISTANCE_MAX + 1;
const LENGTH_MAX = 60;

/**
 * Whether two hosts differ by at most two slips: a letter too many, too few, wrong, or two
 * neighbours swapped. Very short hosts are all alike and don't count, nor do hosts with stars.
 */
export function isTypo(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > DISTANCE_MAX) return false;
  const shorter = Math.min(one.length, other.length);
  if (shorter < 7 || one.includes("*")) return false;
  // What both share at their ends doesn't count.
  let start = 0;
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [
    one.slice(start, one.length - end),
    other.slice(start, other.length - end),
  ];
  return Math.max(left.length, right.length) <= LENGTH_MAX && distance(left, right) <= DISTANCE_MAX;
}

let before = new Uint8Array(LENGTH_MAX + 1);
let row = new Uint8Array(LENGTH_MAX + 1);
let next = new Uint8Array(LENGTH_MAX + 1);

/**
 * Optimal string alignment distance as far as it matters: more than `DISTANCE_MAX` is only said to
 * be `FAR`. So only places near the diagonal are looked at, and mostly only those of three rows.
 */
function distance(one: string, other: string): number {
  for (let j = 0; j <= other.length; j++) row[j] = Math.min(j, FAR);
  for (let i = 1; i <= one.length; i++) {
    next.fill(FAR, 0, other.length + 1);
    next[0] = Math.min(i, FAR);
    let least = next[0];
    const last = Math.min(other.length, i + DISTANCE_MAX);
    for (let j = Math.max(1, i - DISTANCE_MAX); j <= last; j++) {
      const value = step(one, other, i, j);
      next[j] = value;
      least = Math.min(least, value);
    }
    if (least >= FAR) return FAR;
    [before, row, next] = [row, next, before];
  }
  return row[other.length] ?? FAR;
}

function step(one: string, other: string, i: number, j: number): number {
  const [a, b] = [one.charCodeAt(i - 1), other.charCodeAt(j - 1)];
  const edited = Math.min(row[j] ?? FAR, next[j - 1] ?? FAR) + 1;
  const kept = (row[j - 1] ?? FAR) + (a === b ? 0 : 1);
  const isSwapped = i > 1 && j > 1 && a === other.charCodeAt(j - 2) && one.charCodeAt(i - 2) === b;
  const swapped = isSwapped ? (before[j - 2] ?? FAR) + 1 : FAR;
  return Math.min(edited, kept, swapped, FAR);
}
