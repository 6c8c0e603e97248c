const failure = new Int16Array(1024 + 2);

/**
 * Index of the first `piece` in `text.slice(from, end)`, or -1. Linear in the length of both
 * (Knuth, Morris, Pratt): a plain search would be quadratic on texts such as `aaa…ab`, which
 * anybody may write into a pattern. `piece` is at most 1,025 units long.
 */
export function search(text: string, piece: string, from: number, end: number): number {
  const size = piece.length;
  if (size === 0) return from <= end ? from : -1;
  if (end - from < size) return -1;
  if (size > SHORT) return searchLong(text, piece, from, end);
  const first = piece.charCodeAt(0);
  const last = end - size;
  for (let i = from; i <= last; i++) {
    if (text.charCodeAt(i) !== first) continue;
    let k = 1;
    while (k < size && text.charCodeAt(i + k) === piece.charCodeAt(k)) k++;
    if (k === size) return i;
  }
  return -1;
}

/** Up to this length a plain search costs a bounded number of steps per character. */
const SHORT = 6;

function searchLong(text: string, piece: string, from: number, end: number): number {
  const size = piece.length;
  failure[0] = 0;
  for (let i = 1, k = 0; i < size; i++) {
    while (k > 0 && piece.charCodeAt(i) !== piece.charCodeAt(k)) k = failure[k - 1] ?? 0;
    if (piece.charCodeAt(i) === piece.charCodeAt(k)) k++;
    failure[i] = k;
  }
  for (let i = from, k = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    while (k > 0 && unit !== piece.charCodeAt(k)) k = failure[k - 1] ?? 0;
    if (unit === piece.charCodeAt(k)) k++;
    if (k === size) return i - size + 1;
  }
  return -1;
}
