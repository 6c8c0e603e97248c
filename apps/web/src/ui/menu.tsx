import { type ComponentProps, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { MenuEntry } from "./menu-entry.ts";

const loadPopup = () => import("./menu-popup.tsx");
const MenuPopup = lazy(async () => ({ default: (await loadPopup()).MenuPopup }));

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
  const [wanted, setWanted] = useState(false);
  const byKeyboard = useRef(false);

  const warm = () => {
    setWanted(true);
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
      {wanted ? (
        <Suspense>
          <MenuPopup
            entries={entries}
            open={open}
            onOpenChange={setOpen}
            anchor={trigger}
            focusFirst={byKeyboard}
            align={align}
          />
        </Suspense>
      ) : null}
    </>
  );
}
