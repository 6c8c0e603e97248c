type Listener = (message: string) => void;
const listeners = new Set<Listener>();

/** Has a message read out politely, once, without moving the focus. Shown nowhere: never the only copy of anything. */
export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

/** For the one live region of the page. */
export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
