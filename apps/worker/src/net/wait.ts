/**
 * Resolves after `ms`, or at once when the signal is aborted. Own code because `node:timers/promises` is
 * younger than the oldest Node that has to get as far as saying that it is too old.
 */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
