import { useCallback, useEffect, useRef } from "react";

/**
 * A function that keeps its identity while what it does follows the latest render. For handlers of memoized children;
 * it must not be called while rendering.
 */
export function useStableCallback<Given extends unknown[], Result>(
  run: (...given: Given) => Result,
): (...given: Given) => Result {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
