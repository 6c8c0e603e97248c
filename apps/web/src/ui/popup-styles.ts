/** The look of everything that opens above the page beside its trigger. */
export const popupStyles =
  "rounded-md border border-divider bg-canvas text-body text-fg shadow-popup outline-none transition-opacity duration-[120ms] ease-out data-starting-style:opacity-0 data-ending-style:opacity-0 max-h-[var(--available-height)] overflow-y-auto";
