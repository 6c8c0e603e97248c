const listeners = new Set<() => void>();

/** Opens the search over pages and registries, where the frame of an organization stands around the page. */
export function askForPalette(): void {
  for (const listener of listeners) listener();
}

/** For the frame, which holds the search. */
export function onPaletteAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
