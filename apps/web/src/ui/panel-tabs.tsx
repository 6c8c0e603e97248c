import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { classNames } from "#src/lib/class-names.ts";

/**
 * Tabs within a page, for variants of the same thing. They have no address of their own, and because nothing loads the
 * arrow keys open a tab at once. `Tabs` is for parts of a page that do have an address.
 */
export function PanelTabs<Id extends string>({
  label,
  items,
  current,
  onChange,
  children,
}: {
  label: string;
  items: readonly { id: Id; label: string }[];
  current: Id;
  onChange: (id: Id) => void;
  children: ReactNode;
}) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = items.findIndex(({ id }) => id === current);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = items[(at + step + items.length) % items.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div>
      <div
        ref={list}
        role="tablist"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={move}
        className="mb-1 flex gap-1"
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            id={`${base}-${item.id}`}
            data-tab={item.id}
            aria-selected={item.id === current}
            aria-controls={`${base}-panel`}
            tabIndex={item.id === current ? 0 : -1}
            onClick={() => onChange(item.id)}
            className={classNames(
              "min-h-7 rounded-md px-2 text-table text-muted hover:bg-inset hover:text-fg pointer-coarse:min-h-11",
              "aria-selected:bg-selected aria-selected:font-medium aria-selected:text-fg",
            )}
          >
            {item.label}
          </button>
        ))}
      </div>
      <div id={`${base}-panel`} role="tabpanel" aria-labelledby={`${base}-${current}`}>
        {children}
      </div>
    </div>
  );
}
