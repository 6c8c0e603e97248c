import { type RefObject, useEffect, useRef } from "react";

/**
 * When something that was opened in place closes again, the focus goes back to what opened it: without this it would
 * fall to the top of the page. `target` may be rendered only while closed.
 */
export function useReturnFocus(open: boolean, target: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) target.current?.focus();
    wasOpen.current = open;
  }, [open, target]);
}
