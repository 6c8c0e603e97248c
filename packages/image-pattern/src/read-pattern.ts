import { canonicalHost } from "./host.ts";
import type { CanonicalHost } from "./host.ts";
import { hostNote } from "./host-notes.ts";
import type { Pattern, PatternErrorCode, PatternNote, PatternScope } from "./pattern.ts";
import { patternPathFailure } from "./pattern-path.ts";
import { HUB, PATH_MAX, TEXT_MAX } from "./image-scan.ts";
import { schemeLength, trimSpace } from "./stray-text.ts";

export const STARS_MAX = 8;

type Refusal = { readonly ok: false; readonly code: PatternErrorCode; readonly at: number };
type Reading = { readonly ok: true; readonly pattern: Pattern } | Refusal;

/** `parsePattern` without messages and fixes. */
export function readPattern(text: unknown): Reading {
  if (typeof text !== "string") return refuse("not-text", 0);
  if (text.length > TEXT_MAX) return refuse("too-long", TEXT_MAX);
  const trimmed = trimSpace(text);
  if (trimmed === "") return refuse("empty", 0);
  const offset = trimmed === text ? 0 : text.indexOf(trimmed);
  const stray = strayCharacter(trimmed);
  if (stray !== null) return refuse(stray.code, offset + stray.at);

  const notes: PatternNote[] = [];
  if (trimmed !== text) notes.push({ code: "space", message: SPACE_REMOVED });
  const reading = readTrimmed(trimmed, text, notes);
  return reading.ok ? reading : refuse(reading.code, offset + reading.at);
}

const SPACE_REMOVED = "Hidden space removed at the ends.";
const TAG_STAR_REMOVED = "Tags aren't part of the match. Removed `:*`.";
const STARS_JOINED = "Stars in a row mean the same as one; they were joined.";
const WHOLE_REGISTRY = "A host alone means the whole registry: `/*` was added.";
const HUB_IMPLIED = "No registry host is written, so this pattern is for Docker Hub (`docker.io`).";
const LIBRARY_IMPLIED = "A Docker Hub name of one part belongs to `library/`.";

// Characters that no pattern holds, wherever they stand. A first `[` may begin an IPv6 host.
const STRAY = /[@?{\s\u0085\u180e\u200b-\u200d\u2060\ufeff]|(?!^)\[/;
const STRAY_CODES: Readonly<Record<string, PatternErrorCode>> = {
  "@": "at-sign",
  "?": "question-mark",
  "{": "brace",
  "[": "bracket",
};

function refuse(code: PatternErrorCode, at: number): Refusal {
  return { ok: false, code, at };
}

function strayCharacter(text: string): Refusal | null {
  if (schemeLength(text) > 0) return refuse("scheme", 0);
  const at = text.search(STRAY);
  return at < 0 ? null : refuse(STRAY_CODES[text[at] ?? ""] ?? "space", at);
}

function readTrimmed(written: string, original: string, notes: PatternNote[]): Reading {
  const text = withoutTagStar(written);
  if (text !== written) notes.push({ code: "tag-in-pattern", message: TAG_STAR_REMOVED });
  const hostEnd = hostEndOf(text);
  if (typeof hostEnd === "object") return hostEnd;

  const host = hostEnd < 0 ? HUB_HOST : canonicalHost(joinStars(text.slice(0, hostEnd)), true);
  if (!host.ok) {
    const isBracket = host.code === "ipv6" && !text.slice(0, hostEnd).includes(":");
    return refuse(isBracket ? "bracket" : host.code, unjoined(text, host.at));
  }
  if (hostEnd < 0) notes.push({ code: "implied-hub", message: HUB_IMPLIED });
  else
    for (const code of host.changes) notes.push(hostNote(code, text.slice(0, hostEnd), host.host));

  const pathStart = hostEnd < 0 ? 0 : hostEnd + 1;
  if (pathStart > text.length) notes.push({ code: "whole-registry", message: WHOLE_REGISTRY });
  const writtenPath = pathStart > text.length ? "*" : text.slice(pathStart);
  const failure = patternPathFailure(writtenPath);
  if (failure !== null) return refuse(failure.code, pathStart + failure.at);
  const joined = joinStars(writtenPath);
  if (joined.length + pathStart < text.length || text.slice(0, pathStart).includes("**")) {
    notes.push({ code: "stars-joined", message: STARS_JOINED });
  }
  if (host.host === HUB && joined !== "*") {
    const star = writtenPath.indexOf("*");
    if (star >= 0 && !writtenPath.slice(0, star).includes("/")) {
      return refuse("hub-star", pathStart + star);
    }
  }
  const isOfficial = host.host === HUB && !/[/*]/.test(joined);
  if (isOfficial) notes.push({ code: "implied-library", message: LIBRARY_IMPLIED });
  return build(original, text, host, isOfficial ? `library/${joined}` : joined, notes);
}

const HUB_HOST: CanonicalHost = { ok: true, host: HUB, hasStar: false, changes: [] };

/** Older Valohai patterns end in `:*`. After a bare host the same text is a port. */
function withoutTagStar(text: string): string {
  const colon = text.lastIndexOf(":");
  if (colon < 1 || !/^\*+$/.test(text.slice(colon + 1))) return text;
  const before = text.slice(0, colon);
  return before.includes("/") || !/[.:[]|^localhost$/.test(before) ? before : text;
}

/** Where the written host ends; -1 for a name on Docker Hub. */
function hostEndOf(text: string): number | Refusal {
  const slash = text.indexOf("/");
  const first = slash < 0 ? text : text.slice(0, slash);
  if (first.startsWith("[")) return first.length;
  if (slash >= 0) return /[.:A-Z]|^localhost$/.test(first) ? slash : -1;
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  if (name.includes(".") || name === "localhost") return text.length;
  if (colon === 0) return refuse("host-empty", 0);
  return colon < 0 ? -1 : refuse("ambiguous", colon);
}

function joinStars(text: string): string {
  return text.includes("**") ? text.replace(/\*+/g, "*") : text;
}

/** Index in `text` of what stands at `at` once its stars are joined. */
function unjoined(text: string, at: number): number {
  let index = 0;
  for (let seen = 0; index < text.length && seen < at; index++) {
    if (!(text[index] === "*" && text[index + 1] === "*")) seen++;
  }
  return index;
}

function build(
  original: string,
  text: string,
  host: CanonicalHost,
  path: string,
  notes: readonly PatternNote[],
): Reading {
  const name = `${host.host}/${path}`;
  const stars = countStars(name);
  if (stars > STARS_MAX) return refuse("too-many-stars", starAt(text, STARS_MAX));
  const firstStar = path.indexOf("*");
  const tail = path.endsWith("/*") ? 1 : 0;
  const hostStars = host.hasStar ? countStars(host.host) : 0;
  const pathLiterals = path.length - (stars - hostStars) - tail;
  if (name.length > TEXT_MAX) return refuse("too-long", text.length);
  if (pathLiterals > PATH_MAX) return refuse("path-too-long", text.length - 1);
  return {
    ok: true,
    pattern: {
      text: original,
      canonical: name === original ? original : name,
      host: host.host,
      path,
      scope: scopeOf(path, firstStar, tail),
      hostHasStar: host.hasStar,
      stars,
      hostLiterals: host.host.length - hostStars,
      literalsBeforeStar:
        firstStar < 0 ? path.length : firstStar === path.length - 1 ? firstStar - tail : firstStar,
      pathLiterals,
      notes,
    },
  };
}

function scopeOf(path: string, firstStar: number, tail: number): PatternScope {
  if (firstStar < 0) return "repository";
  if (path === "*") return "registry";
  return tail === 1 && firstStar === path.length - 1 ? "below" : "stars";
}

function countStars(text: string): number {
  let count = 0;
  for (let i = text.indexOf("*"); i >= 0; i = text.indexOf("*", i + 1)) count++;
  return count;
}

/** Index of the run of stars that follows `count` others. */
function starAt(text: string, count: number): number {
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "*" && text[i - 1] !== "*" && seen++ === count) return i;
  }
  return text.length;
}
