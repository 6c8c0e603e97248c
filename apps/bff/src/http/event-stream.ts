/** One server-sent event. `data` is one line. */
export type ServerEvent = { id: number; type: string; data: string };

/** Ends when nothing more will come. Its `return` is called when the client goes away. */
export type EventStream = AsyncIterable<ServerEvent>;

const heartbeatMs = 15_000;

/**
 * Writes events as `text/event-stream` (HTML standard, section 9.2). A comment keeps the connection open
 * while nothing happens, because proxies close silent ones.
 */
export function encodeEventStream(events: EventStream): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  let heartbeat: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(heartbeat);
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
    },
    async pull(controller) {
      // Not before somebody reads: the answer to a HEAD is made like this and thrown away.
      heartbeat ??= setInterval(() => {
        controller.enqueue(encoder.encode(": still here\n\n"));
      }, heartbeatMs);
      try {
        const next = await iterator.next();
        if (next.done === true) {
          stop();
          controller.close();
          return;
        }
        const { id, type, data } = next.value;
        controller.enqueue(encoder.encode(`id: ${id}\nevent: ${type}\ndata: ${data}\n\n`));
      } catch (err) {
        stop();
        controller.error(err);
      }
    },
    async cancel() {
      stop();
      await iterator.return?.();
    },
  });
}
