import type { RecentImages } from "@berth/api-contract";
import { type HostRule, hostRuleAllows, parseImage } from "@berth/image-pattern";
import type { PatternRow } from "./pattern-row.ts";

const prefilledMax = 10;

/** One image a line; what surrounds a name stays, because it is what may be wrong. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
}

/** The hosts that rows name, one a line. */
export function hostsOfRows(rows: readonly PatternRow[]): string {
  const hosts = rows.flatMap(({ canonical }) =>
    canonical === null ? [] : [canonical.slice(0, canonical.indexOf("/"))],
  );
  return [...new Set(hosts)].join("\n");
}

/** The most pulled images on the registry's hosts, one a line; on `hosts` while the registry's are not known. */
export function usualImages(
  recent: RecentImages,
  hostRule: HostRule | null,
  hosts: string,
): string {
  const rule = hostRule ?? { kind: "exact", hosts: hosts.split("\n") };
  const found: string[] = [];
  for (const { image } of recent.images) {
    const parsed = parseImage(image);
    if (parsed.ok && hostRuleAllows(rule, parsed.image.host)) found.push(image);
    if (found.length === prefilledMax) break;
  }
  return found.join("\n");
}

/** The line that a place in the text stands in, counted among the lines that are not blank; null on a blank one. */
export function lineAt(
  text: string,
  position: number,
): { place: number; start: number; end: number } | null {
  const start = text.lastIndexOf("\n", position - 1) + 1;
  const next = text.indexOf("\n", position);
  const end = next < 0 ? text.length : next;
  if (text.slice(start, end).trim() === "") return null;
  return { place: splitLines(text.slice(0, start)).length, start, end };
}

/** Where the nth line that is not blank stands in the text. */
export function rangeOfLine(text: string, place: number): { start: number; end: number } | null {
  let start = 0;
  let left = place;
  for (const line of text.split("\n")) {
    if (line.trim() !== "" && left-- === 0) return { start, end: start + line.length };
    start += line.length + 1;
  }
  return null;
}
