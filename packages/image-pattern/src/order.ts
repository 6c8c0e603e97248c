import type { Found, OrderReason, OrderStep } from "./answers.ts";
import { literalsBeforeStar } from "./entry.ts";
import type { Entry } from "./entry.ts";

/**
 * The order of patterns (matching rule, "Which pattern wins"): negative when `a` comes first. A
 * strict order for entries that differ in pattern or id.
 */
export function compareEntries(a: Entry, b: Entry): number {
  return compareRanks(a, b) || compareText(a.canonical, b.canonical) || compareText(a.id, b.id);
}

/** Steps 1 to 4: 0 means that only their text tells the patterns apart. */
export function compareRanks(a: Entry, b: Entry): number {
  return (
    hostRank(b) - hostRank(a) ||
    literalsBeforeStar(b) - literalsBeforeStar(a) ||
    a.kind - b.kind ||
    b.pathLiterals - a.pathLiterals
  );
}

/** By UTF-16 code unit. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Why `first` comes before `next`, which it does. */
export function orderReason(first: Entry, next: Entry): OrderReason {
  const step = decidingStep(first, next);
  const beats = `\`${first.canonical}\` beats \`${next.canonical}\``;
  return {
    step,
    message: step === "id" ? idReason(first) : `${beats}: ${why(step, first, next)}.`,
  };
}

export function foundOf(entry: Entry): Found {
  return { id: entry.id, pattern: entry.canonical };
}

/** Any host without a star comes before every host with one. */
function hostRank(entry: Entry): number {
  return entry.hostLiterals < 0 ? Number.MAX_SAFE_INTEGER : entry.hostLiterals;
}

function decidingStep(first: Entry, next: Entry): OrderStep {
  if (first.hostLiterals !== next.hostLiterals) {
    return first.hostLiterals < 0 ? "host-star" : "host-literals";
  }
  if (literalsBeforeStar(first) !== literalsBeforeStar(next)) return "prefix";
  if (first.kind !== next.kind) return "scope";
  if (first.pathLiterals !== next.pathLiterals) return "path-literals";
  return first.canonical === next.canonical ? "id" : "text";
}

function why(step: OrderStep, first: Entry, next: Entry): string {
  switch (step) {
    case "host-star":
      return "its host is written out, without a star";
    case "host-literals":
      return `it fixes more of the host (${first.hostLiterals} vs ${next.hostLiterals} characters)`;
    case "prefix":
      return `it fixes more of the name (${fixedStart(first)} vs ${fixedStart(next)} characters)`;
    case "scope":
      return first.kind === 0
        ? "it names exactly this repository"
        : "a final `/*` comes before any other star";
    case "path-literals":
      return `it fixes more of the path in all (${first.pathLiterals} vs ${next.pathLiterals} characters)`;
    default:
      return "both fix equally much, so the alphabet decides";
  }
}

function idReason(first: Entry): string {
  return `\`${first.canonical}\` is there more than once; the entry with the first id in the alphabet is used.`;
}

/** How much of the name is fixed before the first star of the path; a star in the host counts 0. */
function fixedStart(entry: Entry): number {
  const hostStars = entry.hostLiterals < 0 ? 0 : entry.hostLength - entry.hostLiterals;
  const isWhole = entry.literalEnd === entry.hostLength + 1 && entry.kind === 1;
  return entry.literalEnd - hostStars - (isWhole ? 1 : 0);
}
