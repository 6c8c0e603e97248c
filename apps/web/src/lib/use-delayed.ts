import { useEffect, useReducer } from "react";

const showAfterMs = 300;
const showAtLeastMs = 500;

/**
 * Whether to show that something is loading: nothing for 300 ms, and once shown for at least 500 ms, so that a quick
 * answer never flashes.
 */
export function useDelayed(busy: boolean): boolean {
  // React does not let a timer interrupt a transition: what arrives can be on the screen before the timer is heard. A
  // reducer is asked at that later time, and knows that nothing is waited for any more.
  const [shownAt, turn] = useReducer(
    (before: number | null, at: number | null) => ((at !== null) === busy ? at : before),
    null,
  );

  useEffect(() => {
    if (busy === (shownAt !== null)) return undefined;
    const wait = busy
      ? showAfterMs
      : Math.max(0, (shownAt ?? 0) + showAtLeastMs - performance.now());
    const timer = setTimeout(() => turn(busy ? performance.now() : null), wait);
    return () => clearTimeout(timer);
  }, [busy, shownAt]);

  return shownAt !== null;
}
