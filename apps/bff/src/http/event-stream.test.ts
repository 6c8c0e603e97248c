import { expect, test, vi } from "vitest";
import { encodeEventStream, type EventStream, type ServerEvent } from "./event-stream.ts";

async function* of(...events: ServerEvent[]): EventStream {
  yield* events;
}

test("writes each event with its number and ends when there are no more", async () => {
  const stream = encodeEventStream(
    of({ id: 1, type: "step", data: "{}" }, { id: 2, type: "finished", data: "1" }),
  );
  expect(await new Response(stream).text()).toBe(
    "retry: 1000\n\nid: 1\nevent: step\ndata: {}\n\nid: 2\nevent: finished\ndata: 1\n\n",
  );
});

test("keeps a silent connection open with comments, and stops them when the client goes", async () => {
  vi.useFakeTimers();
  try {
    const returned = vi.fn<() => Promise<IteratorResult<ServerEvent>>>(() =>
      Promise.resolve({ done: true, value: undefined }),
    );
    const silent: EventStream = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: returned }),
    };
    const reader = encodeEventStream(silent).getReader();
    const text = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await text()).toBe("retry: 1000\n\n");
    vi.advanceTimersByTime(15_000);
    expect(await text()).toBe(": still here\n\n");
    await reader.cancel();
    expect(returned).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("one that nobody reads, as behind a HEAD, keeps nothing running", () => {
  vi.useFakeTimers();
  try {
    encodeEventStream(of({ id: 1, type: "step", data: "{}" }));
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
