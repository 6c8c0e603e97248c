import type { Entry } from "./entry.ts";
import { hostGlob, hostGlobMatches } from "./host-glob.ts";
import { ruleAllows } from "./host-rule.ts";
import { pathGlobMatches } from "./path-glob.ts";
import type { PathGlob } from "./path-glob.ts";

/** One pattern, ready to be compared with many names, for answers that don't come from an index. */
export interface PairMatcher {
  /** Whether the pattern's host covers a canonical host, whatever the registry's hosts are. */
  readonly coversHost: (host: string) => boolean;
  /** Whether the registry's hosts include a host that the pattern's host covers. */
  readonly allowsHost: (host: string) => boolean;
  /** Whether the path of a canonical name fits; `hostLength` is the length of the name's host. */
  readonly coversPath: (canonical: string, hostLength: number) => boolean;
}

export function pairMatcher(entry: Entry): PairMatcher {
  const host = entry.canonical.slice(0, entry.hostLength);
  const glob = entry.hostLiterals < 0 ? null : hostGlob(host);
  const literal = entry.canonical.slice(entry.hostLength + 1, entry.literalEnd);
  const rule = entry.range?.rule ?? null;
  const idle = entry.range?.idle === true;
  return {
    coversHost: (other) => (glob === null ? other === host : hostGlobMatches(glob, other)),
    allowsHost: (other) => !idle && (rule === null || ruleAllows(rule, other)),
    coversPath: (canonical, hostLength) => coversPath(entry, literal, canonical, hostLength + 1),
  };
}

/** Whether the pattern matches the name. */
export function pairMatches(matcher: PairMatcher, canonical: string, hostLength: number): boolean {
  // Most names differ in their path already, which is cheaper to see than cutting out the host.
  if (!matcher.coversPath(canonical, hostLength)) return false;
  const host = canonical.slice(0, hostLength);
  return matcher.coversHost(host) && matcher.allowsHost(host);
}

/** Whether a pattern's path fits a path, whatever their hosts are. */
export function pathCovers(entry: Entry, path: string): boolean {
  return coversPath(entry, entry.canonical.slice(entry.hostLength + 1, entry.literalEnd), path, 0);
}

function coversPath(entry: Entry, literal: string, canonical: string, start: number): boolean {
  if (!canonical.startsWith(literal, start)) return false;
  const at = start + literal.length;
  if (at === canonical.length) {
    return entry.kind !== 2 || pathGlobMatches(entry.glob as PathGlob, canonical, at, at);
  }
  if (entry.kind === 1) return literal === "" || canonical.charCodeAt(at) === 47;
  return (
    entry.kind === 2 && pathGlobMatches(entry.glob as PathGlob, canonical, at, canonical.length)
  );
}
