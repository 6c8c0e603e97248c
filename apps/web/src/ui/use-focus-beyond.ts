import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * What got the focus outside of some elements between `begin` and `end`. A menu gives the focus to itself and back to its
 * button some frames late: a field that one of its entries has opened meanwhile may have had it before, and loses it.
 */
export function useFocusBeyond(elements: readonly RefObject<HTMLElement | null>[]) {
  const of = useRef(elements);
  useEffect(() => void (of.current = elements));
  const [watch] = useState(() => {
    let stop = new AbortController();
    let last: HTMLElement | null = null;
    return {
      begin(): void {
        stop.abort();
        stop = new AbortController();
        last = null;
        const note = ({ target }: FocusEvent) => {
          if (!(target instanceof HTMLElement)) return;
          if (of.current.every(({ current }) => current?.contains(target) !== true)) last = target;
        };
        document.addEventListener("focusin", note, { signal: stop.signal });
      },
      /** Null where nothing did, or where it is gone. */
      end(): HTMLElement | null {
        stop.abort();
        return last?.isConnected === true ? last : null;
      },
    };
  });
  useEffect(() => () => void watch.end(), [watch]);
  return watch;
}
