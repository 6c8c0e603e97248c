import { useEffect, useRef } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import { isSamePage } from "#src/lib/same-page.ts";
import { focusHeading } from "#src/lib/focus-heading.ts";

const waitMsMax = 5000;

/**
 * After a navigation the focus goes to the new page's H1, so that a screen reader reads where one is and the next Tab
 * starts there. Not on the first load (the browser's own reading order stands), and not while somebody works in a row
 * of tabs that is still there, nor where a page has only taken another address for itself. A page whose H1 arrives late gets the focus then, unless a key or a click came first.
 */
export function useFocusHeading(): void {
  const { pathname, state } = useLocation();
  const renamed = useNavigationType() === NavigationType.Replace && isSamePage(state);
  const focusedFor = useRef(pathname);

  useEffect(() => {
    if (focusedFor.current === pathname) return undefined;
    focusedFor.current = pathname;
    if (renamed) return undefined;
    if (document.activeElement?.closest('[role="tablist"]')) return undefined;
    window.scrollTo(0, 0);
    if (focusHeading()) return undefined;

    const stop = () => {
      observer.disconnect();
      clearTimeout(timer);
      window.removeEventListener("keydown", stop, true);
      window.removeEventListener("pointerdown", stop, true);
    };
    const observer = new MutationObserver(() => {
      if (focusHeading()) stop();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const timer = setTimeout(stop, waitMsMax);
    window.addEventListener("keydown", stop, true);
    window.addEventListener("pointerdown", stop, true);
    return stop;
  }, [pathname, renamed]);
}
