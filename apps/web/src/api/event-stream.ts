import { ApiError, readApiError } from "./errors.ts";
import { noticeSessionEnd } from "./session-end.ts";
import { markBackground } from "./user-activity.ts";
import { createEventParser, type StreamEvent } from "./event-parser.ts";

export interface WatchOptions {
  url: string;
  signal: AbortSignal;
  /** Called for each event once, in order. Returns true when nothing more will come. */
  onEvent(event: StreamEvent): boolean;
  /** Asked every two seconds once streaming has failed for good. Returns true when nothing more will come. */
  poll(): Promise<boolean>;
  /** Told when the connection is lost (true) and when it is back (false). */
  onReconnecting?(reconnecting: boolean): void;
  delay?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

const attemptsMax = 4;
const pollIntervalMs = 2000;
const retryDelaysMs = [500, 1000, 2000, 4000];

/**
 * Reads a stream of server-sent events to its end. A lost connection resumes behind the last event seen; a network
 * that lets no stream through (a proxy that buffers) falls back to polling. Resolves when the watch is over, throws
 * an `ApiError` where the server refuses, and whatever `signal` was aborted with.
 */
export async function watchEvents(options: WatchOptions): Promise<void> {
  const { signal, delay = wait } = options;
  let lastEventId = "";
  let fruitless = 0;
  while (fruitless < attemptsMax) {
    const seenBefore = lastEventId;
    try {
      const finished = await readOnce(options, lastEventId, (id) => {
        lastEventId = id;
      });
      if (finished) return;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) throw error;
    }
    fruitless = lastEventId === seenBefore ? fruitless + 1 : 0;
    options.onReconnecting?.(true);
    await delay(retryDelaysMs[Math.min(fruitless, retryDelaysMs.length - 1)] ?? 0, signal);
  }
  while (!(await options.poll())) {
    options.onReconnecting?.(false);
    await delay(pollIntervalMs, signal);
  }
}

async function readOnce(
  options: WatchOptions,
  lastEventId: string,
  remember: (id: string) => void,
): Promise<boolean> {
  const headers = new Headers({ accept: "text/event-stream" });
  markBackground(headers);
  if (lastEventId !== "") headers.set("last-event-id", lastEventId);
  const response = await fetch(options.url, {
    headers,
    credentials: "same-origin",
    redirect: "error",
    cache: "no-store",
    signal: options.signal,
  });
  if (!response.ok) {
    const error = await readApiError(response);
    noticeSessionEnd(error);
    throw error;
  }
  if (!response.body) return false;
  options.onReconnecting?.(false);

  let finished = false;
  const parser = createEventParser((event) => {
    if (finished) return;
    if (event.id !== null) remember(event.id);
    finished = options.onEvent(event);
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parser(value);
      if (finished) break;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return finished;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal.addEventListener("abort", abort, { once: true });
  });
}
