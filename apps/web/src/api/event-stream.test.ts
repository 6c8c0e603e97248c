import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchEvents, type WatchOptions } from "./event-stream.ts";

const fetchMock = vi.fn<typeof fetch>();

function stream(...chunks: string[]): Response {
  return new Response(chunks.join(""), { headers: { "content-type": "text/event-stream" } });
}

function errorAnswer(status: number, code: string): Response {
  return Response.json({ error: { code, message: "No.", requestId: "r-1" } }, { status });
}

function watch(options: Partial<WatchOptions> = {}) {
  const seen: string[] = [];
  const waits: number[] = [];
  const done = watchEvents({
    url: "/api/v1/events",
    signal: new AbortController().signal,
    onEvent: ({ data }) => {
      seen.push(data);
      return data === "end";
    },
    poll: async () => true,
    delay: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  return { done, seen, waits };
}

describe("watchEvents", () => {
  beforeEach(() => {
    vi.stubGlobal("fetch", fetchMock);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    fetchMock.mockReset();
  });

  const askedBehind = () =>
    fetchMock.mock.calls.map(([, init]) => new Headers(init?.headers).get("last-event-id"));

  test("hands on each event and ends with the last one", async () => {
    fetchMock.mockResolvedValueOnce(
      stream("id: 0\ndata: a\n\n", "id: 1\ndata: end\n\n", "data: late\n\n"),
    );
    const { done, seen, waits } = watch();
    await done;
    expect(seen).toEqual(["a", "end"]);
    expect(waits).toEqual([]);
  });

  test("resumes behind the last event when the connection is lost", async () => {
    const states: boolean[] = [];
    fetchMock
      .mockResolvedValueOnce(stream("id: 4\ndata: a\n\n"))
      .mockRejectedValueOnce(new TypeError("network"))
      .mockResolvedValueOnce(stream("id: 5\ndata: end\n\n"));
    const { done, seen } = watch({ onReconnecting: (lost) => states.push(lost) });
    await done;
    expect(seen).toEqual(["a", "end"]);
    expect(askedBehind()).toEqual([null, "4", "4"]);
    expect(states).toEqual([false, true, true, false]);
  });

  test("falls back to polling where no stream gets through", async () => {
    fetchMock.mockImplementation(async () => stream(""));
    const answers = [false, false, true];
    const poll = vi.fn<() => Promise<boolean>>(async () => answers.shift() ?? true);
    const { done, waits } = watch({ poll });
    await done;
    expect(fetchMock).toHaveBeenCalledTimes(4);
    expect(poll).toHaveBeenCalledTimes(3);
    expect(waits).toEqual([1000, 2000, 4000, 4000, 2000, 2000]);
  });

  test("goes on for as long as each connection brings something", async () => {
    for (let id = 0; id < 8; id += 1) {
      fetchMock.mockResolvedValueOnce(stream(`id: ${id}\ndata: ${id}\n\n`));
    }
    fetchMock.mockResolvedValueOnce(stream("id: 8\ndata: end\n\n"));
    const { done, seen, waits } = watch({ poll: async () => Promise.reject(new Error("polled")) });
    await done;
    expect(seen).toHaveLength(9);
    expect(waits).toEqual(Array(8).fill(500));
  });

  test("a refusal of the server is final", async () => {
    fetchMock.mockResolvedValueOnce(errorAnswer(404, "not_found"));
    await expect(watch().done).rejects.toMatchObject({ status: 404, code: "not_found" });
    expect(fetchMock).toHaveBeenCalledOnce();
  });

  test("trouble of the server is tried again", async () => {
    fetchMock
      .mockResolvedValueOnce(errorAnswer(503, "unavailable"))
      .mockResolvedValueOnce(stream("data: end\n\n"));
    const { done, seen } = watch();
    await done;
    expect(seen).toEqual(["end"]);
  });

  test("ends at once when it is aborted", async () => {
    const abort = new AbortController();
    fetchMock.mockImplementation(async () => {
      abort.abort(new Error("left the page"));
      throw new DOMException("aborted", "AbortError");
    });
    await expect(watch({ signal: abort.signal }).done).rejects.toThrow("left the page");
    expect(fetchMock).toHaveBeenCalledOnce();
  });
});
