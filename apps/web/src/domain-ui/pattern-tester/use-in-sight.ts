import { type RefObject, useCallback, useEffect, useState } from "react";

/**
 * Which items of a list stand in the window. `first` is the place of its first item, `count` how many there are. Until
 * the browser has told, and where it can't tell, all of them do.
 */
export function useInSight(
  list: RefObject<HTMLElement | null>,
  first: number,
  count: number,
): (place: number) => boolean {
  const [unseen, setUnseen] = useState<ReadonlySet<number>>(nowhere);
  useEffect(() => {
    if (!list.current || !("IntersectionObserver" in globalThis)) return undefined;
    const items = [...list.current.children].slice(0, count);
    const away = new Set<number>();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const place = first + items.indexOf(target);
        if (isIntersecting) away.delete(place);
        else away.add(place);
      }
      setUnseen(new Set(away));
    });
    for (const item of items) observer.observe(item);
    return () => {
      observer.disconnect();
      setUnseen(nowhere);
    };
  }, [list, first, count]);
  return useCallback((place: number) => !unseen.has(place), [unseen]);
}

const nowhere: ReadonlySet<number> = new Set();
