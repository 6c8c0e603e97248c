import { globsMeet } from "./globs-meet.ts";
import { search } from "./search.ts";

/** A host with stars, label by label: the literal pieces that its stars stand between. */
export interface HostGlob {
  readonly text: string;
  readonly labels: readonly (readonly string[])[];
}

/** The glob of a canonical host; one without stars matches itself. */
export function hostGlob(host: string): HostGlob {
  return { text: host, labels: host.split(".").map((label) => label.split("*")) };
}

/** Whether a star-free canonical host is covered. A star takes one or more characters, no dot. */
export function hostGlobMatches(glob: HostGlob, host: string): boolean {
  return walk(glob, host, null);
}

/** Where the stars stand in a host that matches: start and end of what each one took. */
export function hostGlobStars(
  glob: HostGlob,
  host: string,
): readonly (readonly [number, number])[] {
  const stars: [number, number][] = [];
  walk(glob, host, stars);
  return stars;
}

/** Whether some host is covered by both. */
export function hostGlobsMeet(one: HostGlob, other: HostGlob): boolean {
  return (
    one.labels.length === other.labels.length &&
    one.labels.every((label, i) => labelsMeet(label, other.labels[i] ?? []))
  );
}

function labelsMeet(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 1 && other.length === 1) return one[0] === other[0];
  return globsMeet(one.join("*"), other.join("*"), 1) !== null;
}

function walk(glob: HostGlob, host: string, stars: [number, number][] | null): boolean {
  let start = 0;
  for (let i = 0; i < glob.labels.length; i++) {
    if (start > host.length) return false;
    const dot = host.indexOf(".", start);
    const end = dot < 0 ? host.length : dot;
    if (!walkLabel(glob.labels[i] ?? [], host, start, end, stars)) return false;
    start = end + 1;
  }
  return start === host.length + 1;
}

function walkLabel(
  pieces: readonly string[],
  host: string,
  start: number,
  end: number,
  stars: [number, number][] | null,
): boolean {
  const first = pieces[0] ?? "";
  if (!host.startsWith(first, start) || start + first.length > end) return false;
  let at = start + first.length;
  if (pieces.length === 1) return at === end;
  for (let i = 1; i < pieces.length - 1; i++) {
    const piece = pieces[i] ?? "";
    const hit = search(host, piece, at + 1, end);
    if (hit < 0) return false;
    stars?.push([at, hit]);
    at = hit + piece.length;
  }
  const last = pieces[pieces.length - 1] ?? "";
  const tail = end - last.length;
  if (tail < at + 1 || !host.startsWith(last, tail)) return false;
  stars?.push([at, tail]);
  return true;
}
