import { useState } from "react";

/**
 * Walks cursors that stand in the address and lead forward only: the way back is remembered here. From a link into the
 * middle, back means the newest page.
 */
export function useCursorTrail(
  here: string | undefined,
  next: string | null,
  go: (cursor: string | null) => void,
) {
  const [trail, setTrail] = useState<readonly (string | null)[]>([]);
  const onNext = () => {
    setTrail(here === undefined ? [null] : [...trail, here]);
    go(next);
  };
  const onPrevious = () => {
    setTrail(trail.slice(0, -1));
    go(trail.at(-1) ?? null);
  };
  return {
    onNext: next === null ? null : onNext,
    onPrevious: here === undefined ? null : onPrevious,
  };
}
