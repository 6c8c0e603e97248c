export const backdropStyles =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-200 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0";

/** Centred; on small screens it takes the width and scrolls inside. */
export const dialogStyles =
  "fixed top-1/2 left-1/2 z-40 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg border border-divider bg-canvas p-6 text-fg shadow-popup transition-opacity duration-200 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0";
