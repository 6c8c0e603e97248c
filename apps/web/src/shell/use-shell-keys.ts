import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { useShortcuts } from "#src/lib/shortcuts.ts";
import { goToKeys } from "./go-to-keys.ts";

/** How long `g` waits for the key that says where to. */
const waitMs = 1_500;

/** Keys that work on every page: the palette, the sheet of shortcuts, and `g` with a letter to go somewhere. */
export function useShellKeys({
  org,
  pages,
  openPalette,
  openSheet,
}: {
  org: string;
  /** Addresses this role can open. */
  pages: readonly string[];
  openPalette: () => void;
  openSheet: () => void;
}): void {
  const navigate = useNavigate();
  const goingSince = useRef(Number.NEGATIVE_INFINITY);

  const go = (to: string) => () => {
    const going = performance.now() - goingSince.current < waitMs;
    goingSince.current = Number.NEGATIVE_INFINITY;
    if (!going || !pages.includes(to)) return false;
    void navigate(to);
    return true;
  };
  const keys = Object.fromEntries(goToKeys.map(({ key, to }) => [key, go(to(org))]));
  // First: on a check's page `r` alone runs it again, and after `g` it leads to the registries.
  useShortcuts(
    { ...keys, "?": openSheet, g: () => (goingSince.current = performance.now()) },
    true,
  );

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [openPalette]);
}
