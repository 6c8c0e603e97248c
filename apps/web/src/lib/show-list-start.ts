/** What stays at the top of the window, over the page. */
const topBarPx = 48;

/**
 * Brings the beginning of a list into sight, inside its box and on the page. For when its page was turned: whoever did
 * that at the end of a long one would otherwise look at the end of the next.
 */
export function showListStart(list: Element | null | undefined): void {
  if (!list) return;
  const box = list.matches("[data-scroll-region]")
    ? list
    : (list.querySelector("[data-scroll-region]") ?? list);
  box.scrollTop = 0;
  if (list.getBoundingClientRect().top < topBarPx) list.scrollIntoView({ block: "start" });
}
