import { type Location, NavigationType, type Navigator, type To } from "react-router";
import { entryState, readIndex, readLocation, toHref } from "./location.ts";

/** Asked before the page is left for `pathname`. True holds the navigation back; `proceed` carries it out later. */
export type Guard = (proceed: () => void, pathname: string) => boolean;

export interface GuardedHistory extends Navigator {
  /** Calls back after each navigation; one listener at a time. */
  listen(listener: (location: Location, kind: NavigationType) => void): () => void;
  /** Adds a guard and returns its removal. */
  guard(guard: Guard): () => void;
}

/**
 * The browser's history as react-router's `Router` takes it, with guards for unsaved work.
 * The library's own blocker exists only in its data router, which costs 17 kB (gzip) on every first screen.
 */
export function createGuardedHistory(): GuardedHistory {
  const guards = new Set<Guard>();
  let listener: ((location: Location, kind: NavigationType) => void) | null = null;
  let index = readIndex() ?? 0;
  let pathname = window.location.pathname;
  /** The next `popstate` only undoes a navigation that was held back. */
  let undoing = false;
  /** The next `popstate` was already allowed. */
  let allowed = false;

  if (readIndex() === null) window.history.replaceState(entryState(null, index), "");

  /** A change of query or hash keeps the page and its form: nothing is lost, so nobody is asked. */
  function isHeld(nextPathname: string, proceed: () => void): boolean {
    return nextPathname !== pathname && [...guards].some((guard) => guard(proceed, nextPathname));
  }

  function settle(kind: NavigationType): void {
    pathname = window.location.pathname;
    listener?.(readLocation(), kind);
  }

  function navigate(
    kind: NavigationType.Push | NavigationType.Replace,
    to: To,
    state: unknown,
  ): void {
    const href = toHref(to);
    const run = () => {
      if (kind === NavigationType.Push) {
        index += 1;
        window.history.pushState(entryState(state, index), "", href);
      } else {
        window.history.replaceState(entryState(state, index), "", href);
      }
      settle(kind);
    };
    if (!isHeld(new URL(href, window.location.href).pathname, run)) run();
  }

  function handlePop(): void {
    if (undoing) {
      undoing = false;
      return;
    }
    const nextIndex = readIndex();
    if (nextIndex === null) {
      // An in-page link (`#step-token`) made an entry of its own.
      index += 1;
      window.history.replaceState(entryState(null, index), "");
      settle(NavigationType.Pop);
      return;
    }
    const delta = nextIndex - index;
    const proceed = () => {
      allowed = true;
      window.history.go(delta);
    };
    if (!allowed && delta !== 0 && isHeld(window.location.pathname, proceed)) {
      undoing = true;
      window.history.go(-delta);
      return;
    }
    allowed = false;
    index = nextIndex;
    settle(NavigationType.Pop);
  }

  return {
    createHref: toHref,
    push: (to, state) => navigate(NavigationType.Push, to, state),
    replace: (to, state) => navigate(NavigationType.Replace, to, state),
    go: (delta) => window.history.go(delta),
    listen(next) {
      listener = next;
      window.addEventListener("popstate", handlePop);
      return () => {
        listener = null;
        window.removeEventListener("popstate", handlePop);
      };
    },
    guard(guard) {
      guards.add(guard);
      return () => guards.delete(guard);
    },
  };
}
