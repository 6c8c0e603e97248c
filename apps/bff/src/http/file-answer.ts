/** A file that the browser saves. Its name is ours; `chunks` is read as fast as the client takes it. */
export type FileAnswer = { name: string; contentType: string; chunks: AsyncIterable<string> };

/** The file as a stream; where the client goes away, reading ends. */
export function encodeFile({ chunks }: FileAnswer): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
