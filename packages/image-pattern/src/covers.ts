import type { Entry } from "./entry.ts";
import { HASH_START, hashNext, hashText } from "./hash.ts";
import { hostGlob, hostGlobMatches } from "./host-glob.ts";
import { lookUp } from "./lookup.ts";
import type { LookupName } from "./lookup-name.ts";
import type { IndexState } from "./index-state.ts";

/** Stands for whatever a star takes: no literal text can equal it, so only a star can take it. */
const ANYTHING = "#";

/**
 * The names that stand for everything a pattern's path covers: a pattern that matches all of them
 * matches every path the other does.
 */
export function pathSamples(entry: Entry): readonly string[] {
  const path = entry.canonical.slice(entry.hostLength + 1);
  if (path === "*") return [ANYTHING];
  const filled = path.replaceAll("*", ANYTHING);
  return path.endsWith("/*") ? [filled, filled.slice(0, -2)] : [filled];
}

/**
 * The hosts that stand for all a pattern ranges over: each one where they are listed, else one
 * with its stars filled. Empty when there is none.
 */
export function hostSamples(entry: Entry): readonly string[] {
  const host = entry.canonical.slice(0, entry.hostLength);
  if (entry.hostLiterals < 0) return entry.range?.idle === true ? [] : [host];
  const rule = entry.range?.rule ?? null;
  if (!(rule instanceof Set)) return [host.replaceAll("*", ANYTHING)];
  const glob = hostGlob(host);
  return [...(rule as ReadonlySet<string>)].filter((listed) => hostGlobMatches(glob, listed));
}

/** Every pattern that matches a name, in order; the name may hold samples. */
export function candidatesFor(state: IndexState, host: string, path: string): readonly Entry[] {
  const candidates: Entry[] = [];
  lookUp(state, sampleName(host, path), candidates);
  return candidates;
}

function sampleName(host: string, path: string): LookupName {
  const text = `${host}/${path}`;
  const ends: number[] = [host.length + 1];
  let hash = hashNext(hashText(host, 0, host.length, HASH_START), 47);
  const hashes: number[] = [hash];
  for (let i = host.length + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 47) {
      ends.push(i);
      hashes.push(hash);
    }
    hash = hashNext(hash, unit);
  }
  return {
    text,
    prefix: text,
    prefixLength: host.length + 1,
    hostLength: host.length,
    pathStart: host.length + 1,
    pathEnd: text.length,
    end: text.length,
    count: ends.length + 1,
    ends: Int32Array.from([...ends, text.length]),
    hashes: Int32Array.from([...hashes, hash]),
  };
}
