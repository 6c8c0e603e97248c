/** Resolves in a task of its own: what the browser has waiting, such as a key or a frame, comes first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve));
}
