/** Moves the focus to the page's H1, as after a navigation. For pages that change as a whole. False where it is not there yet. */
export function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>("main h1[tabindex]");
  heading?.focus({ preventScroll: true });
  return heading !== null;
}
