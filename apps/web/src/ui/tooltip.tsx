import { type ReactNode, useEffect, useId, useRef, useState } from "react";

const openAfterMs = 200;
const closeAfterMs = 200;
const gapPx = 6;
const edgePx = 8;

/**
 * A sentence about `children`, shown on hover and focus. It can be hovered itself and goes away with Esc. Never the
 * only place that says something. `children` becomes the content of a button, so it must hold no control of its own.
 */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const change = (next: boolean, waitMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), waitMs);
  };

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    if (!open || !anchor.current || !tip.current) return undefined;
    // In the top layer no scrolling table can cut it off.
    tip.current.showPopover();
    place(tip.current, anchor.current.getBoundingClientRect());
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      setOpen(false);
    };
    window.addEventListener("keydown", close, true);
    window.addEventListener("scroll", close, true);
    return () => {
      window.removeEventListener("keydown", close, true);
      window.removeEventListener("scroll", close, true);
    };
  }, [open]);

  return (
    <span
      className="inline-flex"
      onPointerEnter={() => change(true, openAfterMs)}
      onPointerLeave={() => change(false, closeAfterMs)}
    >
      {/* A button, so that keyboards reach the sentence and a finger can open it. */}
      <button
        type="button"
        ref={anchor}
        aria-describedby={id}
        onClick={() => change(true, 0)}
        onFocus={() => change(true, 0)}
        onBlur={() => change(false, 0)}
        data-print="show"
        className="inline-flex min-h-6 cursor-help items-center rounded-sm text-start"
      >
        {children}
      </button>
      <span id={id} className="sr-only">
        {text}
      </span>
      {open ? (
        <span
          ref={tip}
          popover="manual"
          aria-hidden="true"
          className="m-0 max-w-xs rounded-md border border-divider bg-canvas px-2 py-1 text-table text-fg shadow-popup"
        >
          {text}
        </span>
      ) : null}
    </span>
  );
}

/** Under the anchor, or above it where there is no room; always inside the window. */
function place(tip: HTMLElement, anchor: DOMRect): void {
  const size = tip.getBoundingClientRect();
  const below = anchor.bottom + gapPx;
  const fitsBelow = below + size.height <= window.innerHeight - edgePx;
  const left = Math.min(anchor.left, window.innerWidth - size.width - edgePx);
  tip.style.top = `${fitsBelow ? below : anchor.top - gapPx - size.height}px`;
  tip.style.left = `${Math.max(edgePx, left)}px`;
}
