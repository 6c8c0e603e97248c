/**
 * Moves the focus to the page's H1, as after a navigation. For pages that change as a whole. False where it is not there
 * yet. A dialog that was opened meanwhile keeps the focus: the next key belongs to it.
 */
export function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>("main h1[tabindex]");
  const inDialog =
    document.activeElement?.closest("[role=dialog][data-open], [role=alertdialog][data-open]") ??
    null;
  if (inDialog === null) heading?.focus({ preventScroll: true });
  return heading !== null;
}
