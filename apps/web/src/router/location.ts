import type { Location, To } from "react-router";

/** What Berth keeps in a history entry. `idx` is its place in this tab's history. */
interface EntryState {
  readonly usr: unknown;
  readonly key: string;
  readonly idx: number;
}

export function readLocation(): Location {
  const { pathname, search, hash } = window.location;
  const entry = readEntryState();
  return { pathname, search, hash, state: entry?.usr ?? null, key: entry?.key ?? "default" };
}

/** Null where the entry was made by the browser itself, e.g. by an in-page link. */
export function readIndex(): number | null {
  return readEntryState()?.idx ?? null;
}

export function entryState(usr: unknown, idx: number): EntryState {
  return { usr, key: Math.random().toString(36).slice(2, 10), idx };
}

/** The address of a target; a missing path means the current one. */
export function toHref(to: To): string {
  if (typeof to === "string") return to;
  const path = to.pathname ?? window.location.pathname;
  return `${path}${prefixed("?", to.search)}${prefixed("#", to.hash)}`;
}

function readEntryState(): EntryState | null {
  const state: unknown = window.history.state;
  if (typeof state !== "object" || state === null || !("idx" in state)) return null;
  return state as EntryState;
}

function prefixed(mark: "?" | "#", part: string | undefined): string {
  if (!part || part === mark) return "";
  return part.startsWith(mark) ? part : mark + part;
}
