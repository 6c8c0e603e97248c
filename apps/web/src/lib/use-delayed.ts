import { useLayoutEffect, useState } from "react";

const showAfterMs = 300;
const showAtLeastMs = 500;

/**
 * Whether to show that something is loading: nothing for 300 ms, and once shown for at least 500 ms, so that a quick
 * answer never flashes.
 */
export function useDelayed(busy: boolean): boolean {
  const [shownAt, setShownAt] = useState<number | null>(null);

  // With the layout, not behind it: a timer that fires between the two would take away what has just arrived.
  useLayoutEffect(() => {
    if (busy === (shownAt !== null)) return undefined;
    const wait = busy
      ? showAfterMs
      : Math.max(0, (shownAt ?? 0) + showAtLeastMs - performance.now());
    const timer = setTimeout(() => setShownAt(busy ? performance.now() : null), wait);
    return () => clearTimeout(timer);
  }, [busy, shownAt]);

  return shownAt !== null;
}
