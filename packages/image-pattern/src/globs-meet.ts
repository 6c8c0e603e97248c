/**
 * A text that both globs match, or null when there is none. A star takes any characters, at least
 * `starMin` of them. Where nothing else decides, the text is filled with `x`.
 *
 * Walks the pairs of places in both globs once each: time and memory grow with the product of
 * their lengths.
 */
export function globsMeet(one: string, other: string, starMin: 0 | 1): string | null {
  const left = tokens(one, starMin);
  const right = tokens(other, starMin);
  const width = right.length + 1;
  const cameFrom = new Int32Array((left.length + 1) * width).fill(-1);
  const goal = cameFrom.length - 1;
  const stack = [0];
  cameFrom[0] = 0;
  while (stack.length > 0 && cameFrom[goal] === -1) {
    const place = stack.pop() ?? 0;
    const a = left[Math.floor(place / width)];
    const b = right[place % width];
    const visit = (next: number): void => {
      if (cameFrom[next] === -1) {
        cameFrom[next] = place;
        stack.push(next);
      }
    };
    if (a === STAR) visit(place + width);
    if (b === STAR) visit(place + 1);
    if (a === STAR && b !== STAR && b !== undefined) visit(place + 1);
    if (b === STAR && a !== STAR && a !== undefined) visit(place + width);
    if (isChar(a) && isChar(b) && (a === b || a === ANY || b === ANY)) visit(place + width + 1);
  }
  return cameFrom[goal] === -1 ? null : spell(left, right, width, cameFrom);
}

const STAR = "*";
const ANY = "?";

/** A star that takes at least one character is any one character and then a star. */
function tokens(glob: string, starMin: 0 | 1): readonly string[] {
  return Array.from(starMin === 0 ? glob : glob.replaceAll("*", "?*"));
}

function isChar(token: string | undefined): token is string {
  return token !== undefined && token !== STAR;
}

function spell(
  left: readonly string[],
  right: readonly string[],
  width: number,
  cameFrom: Int32Array,
): string {
  let text = "";
  for (let place = cameFrom.length - 1; place > 0;) {
    const from = cameFrom[place] ?? 0;
    const a = left[Math.floor(from / width)];
    const b = right[from % width];
    const step = place - from;
    // A step over one star alone spells nothing; the other glob's character is what it took.
    const taken =
      step === width + 1
        ? a === ANY
          ? b
          : a
        : step === width
          ? a === STAR
            ? ""
            : a
          : b === STAR
            ? ""
            : b;
    text = (taken === ANY ? "x" : (taken ?? "")) + text;
    place = from;
  }
  return text;
}
