/**
 * The literal ends of a host with stars: `head` characters before the first star, the text from
 * `tailStart` behind the last one, and within it, from `suffixStart`, the labels without a star.
 */
export function starEnds(host: string): { head: number; tailStart: number; suffixStart: number } {
  const tailStart = host.lastIndexOf("*") + 1;
  return { head: host.indexOf("*"), tailStart, suffixStart: host.indexOf(".", tailStart) };
}

/** Hash of `text.slice(start, end)` read backwards, so that it can grow to the left. */
export function hashBack(text: string, start: number, end: number, hash: number): number {
  let next = hash;
  for (let i = end - 1; i >= start; i--) next = Math.imul(next ^ text.charCodeAt(i), 0x01000193);
  return next;
}
