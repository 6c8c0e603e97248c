import { type ComponentProps, type ReactNode, useRef, useState } from "react";
import type { MenuEntry } from "./menu-entry.ts";
import type { MenuPopup } from "./menu-popup.tsx";

type Popup = typeof MenuPopup;

/**
 * A button that opens a menu. The menu's own code arrives with the first sign of interest (pointer or focus), so a
 * page that only shows the button stays light.
 */
export function MenuButton({
  entries,
  label,
  children,
  align = "end",
  ...button
}: {
  entries: readonly MenuEntry[];
  /** Name of the button where its content does not say it. */
  label?: string | undefined;
  children: ReactNode;
  align?: "start" | "end" | undefined;
} & Omit<ComponentProps<"button">, "children" | "disabled">) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [Popup, setPopup] = useState<Popup | null>(null);
  const byKeyboard = useRef(false);

  const warm = () => {
    if (Popup) return;
    // Without suspending, which React would stretch to 300 ms. A chunk that fails to come is asked for again.
    import("./menu-popup.tsx").then(
      (module) => setPopup(() => module.MenuPopup),
      () => setOpen(false),
    );
  };
  return (
    <>
      <button
        type="button"
        {...button}
        ref={trigger}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={warm}
        onFocus={warm}
        onClick={(event) => {
          // A click made by Enter or the space bar has no pointer behind it.
          byKeyboard.current = event.detail === 0;
          warm();
          setOpen((was) => !was);
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          byKeyboard.current = true;
          warm();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {Popup ? (
        <Popup
          entries={entries}
          open={open}
          onOpenChange={setOpen}
          anchor={trigger}
          focusFirst={byKeyboard}
          align={align}
        />
      ) : null}
    </>
  );
}
