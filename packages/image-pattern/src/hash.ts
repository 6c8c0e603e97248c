const PRIME = 0x01000193;

/**
 * Start value of every text hash (FNV-1a). Drawn per process, so that nobody can prepare texts
 * that collide. Nothing but the place of a node in its table depends on it.
 */
export const HASH_START = (Math.random() * 0x1_0000_0000) | 0;

/** Hash of a text that is one UTF-16 code unit longer than the text of `hash`. */
export function hashNext(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME);
}

/** Hash of `text.slice(start, end)`, continued from `hash`. */
export function hashText(text: string, start: number, end: number, hash: number): number {
  let next = hash;
  for (let i = start; i < end; i++) next = Math.imul(next ^ text.charCodeAt(i), PRIME);
  return next;
}
