import { useState } from "react";

/** Pages of a growing list: each knows only what follows it, so the way back is kept here. */
export function useCursorPages() {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    reset: () => setCursors([]),
    onPrevious: cursors.length === 0 ? null : () => setCursors(cursors.slice(0, -1)),
    onNext: (next: string | null) => (next === null ? null : () => setCursors([...cursors, next])),
  };
}
