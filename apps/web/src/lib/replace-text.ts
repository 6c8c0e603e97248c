/** A field that somebody types in. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Puts `text` in the place of a range, as if it had been typed: the field's own `input` event follows, and Ctrl+Z
 * takes it back. The focus returns to where it was.
 */
export function replaceText(field: TextField, start: number, end: number, text: string): void {
  const before = document.activeElement;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (!insertAsTyped(text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (before instanceof HTMLElement && before !== field) before.focus({ preventScroll: true });
}

/** The only way to write into a field that browsers let people undo; marked as deprecated without a successor. */
function insertAsTyped(text: string): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- see above
  return document.execCommand?.("insertText", false, text) ?? false;
}
