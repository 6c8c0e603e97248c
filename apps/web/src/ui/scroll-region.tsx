import { type ReactNode, useEffect, useRef, useState } from "react";

/** A box that scrolls when its content does not fit, and can then be reached and scrolled by keyboard. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);

  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => {
      setOverflows(
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
      );
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  // A region is a landmark; one that does not scroll would only be noise in the list of landmarks.
  const reachable = overflows
    ? ({ role: "region", "aria-label": label, tabIndex: 0 } as const)
    : {};
  return (
    <div ref={box} {...reachable} data-scroll-region="" className={className}>
      {children}
    </div>
  );
}
