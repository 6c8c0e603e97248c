import { useEffect, useRef } from "react";

/**
 * What single keys do on a page, by the key's value: `{ "/": focusSearch, v: checkNow }`. One that returns false had
 * nothing to do; the browser then does what it does with the key.
 */
export type Shortcuts = Readonly<Record<string, () => unknown>>;

const storageKey = "berth.shortcuts";

/** Single-key shortcuts can be turned off: with speech input a word would press many of them. */
export function shortcutsEnabled(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setShortcutsEnabled(enabled: boolean): void {
  try {
    if (enabled) window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, "off");
  } catch {
    // Storage is blocked: the choice cannot be kept.
  }
}

/**
 * Listens for single keys while the page is open; never in a field, a menu or a dialog, nor with a modifier held.
 * `first` hears a key before the page does: what it did something with is gone for the page.
 */
export function useShortcuts(shortcuts: Shortcuts, first = false): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const run = latest.current[event.key];
      if (!run || event.defaultPrevented || isBusy(event) || !shortcutsEnabled()) return;
      if (run() !== false) event.preventDefault();
    };
    window.addEventListener("keydown", press, first);
    return () => window.removeEventListener("keydown", press, first);
  }, [first]);
}

function isBusy(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  // Whoever types ahead of a dialog that is still opening means the dialog.
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return true;
  if (!(event.target instanceof Element)) return false;
  return (
    event.target.closest(
      'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]',
    ) !== null
  );
}
