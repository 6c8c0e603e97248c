import { useEffect, useRef } from "react";
import { readStored, writeStored } from "./stored.ts";

/**
 * What single keys do on a page, by the key's value: `{ "/": focusSearch, v: checkNow }`. One that returns false had
 * nothing to do; the browser then does what it does with the key.
 */
export type Shortcuts = Readonly<Record<string, () => unknown>>;

const storageKey = "berth.shortcuts";

/** Single-key shortcuts can be turned off: with speech input a word would press many of them. */
export function shortcutsEnabled(): boolean {
  return readStored(storageKey) !== "off";
}

export function setShortcutsEnabled(enabled: boolean): void {
  writeStored(storageKey, enabled ? null : "off");
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
