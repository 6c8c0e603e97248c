/**
 * Passes values on for as long as their reader may still have them: a stream can outlast a session or a role.
 * `requireAllowed` rejects once that is over, and so does the stream, so that nobody takes it for complete.
 */
export function whileAllowed<Value>(
  values: AsyncIterable<Value>,
  requireAllowed: () => Promise<unknown>,
): AsyncIterable<Value> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = values[Symbol.asyncIterator]();
      return {
        async next() {
          const next = await iterator.next();
          if (next.done === true) return { done: true, value: undefined };
          try {
            await requireAllowed();
          } catch (err) {
            await iterator.return?.();
            throw err;
          }
          return next;
        },
        // Not behind a value that is still waited for: whoever went away ends it at once.
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
