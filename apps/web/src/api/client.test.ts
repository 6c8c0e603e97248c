import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { apiUrl, call } from "./client.ts";
import { ApiError } from "./errors.ts";
import { noteUserActivity } from "./user-activity.ts";

const fetchMock = vi.fn<typeof fetch>();

describe("call", () => {
  beforeEach(() => {
    vi.stubGlobal("fetch", fetchMock);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    fetchMock.mockReset();
  });

  const sent = () => {
    const [url, init] = fetchMock.mock.calls[0] ?? [];
    return { url, init, headers: new Headers(init?.headers) };
  };

  test("marks unsafe requests with the header that no cross-site form can set, and reads without it", async () => {
    fetchMock.mockImplementation(async () => Response.json({ projects: [], next: null }));
    await call("GET /organizations/{org}/projects", { params: { org: "acme" } });
    expect(sent().headers.get("x-berth-request")).toBeNull();
    fetchMock.mockClear();
    fetchMock.mockImplementation(async () => new Response(null, { status: 204 }));
    await call("DELETE /organizations/{org}/projects/{id}", { params: { org: "acme", id: "p1" } });
    expect(sent().headers.get("x-berth-request")).toBe("1");
    expect(sent().init?.method).toBe("DELETE");
  });

  test("says of a read that nobody has asked for that it is no activity, and never of a change", async () => {
    vi.useFakeTimers();
    fetchMock.mockImplementation(async () => Response.json({ projects: [], next: null }));
    const list = () => call("GET /organizations/{org}/projects", { params: { org: "acme" } });
    noteUserActivity();
    await list();
    vi.advanceTimersByTime(31_000);
    await list();
    fetchMock.mockImplementation(async () => new Response(null, { status: 204 }));
    await call("DELETE /organizations/{org}/projects/{id}", { params: { org: "acme", id: "p1" } });
    vi.useRealTimers();
    expect(
      fetchMock.mock.calls.map(([, init]) => new Headers(init?.headers).get("x-berth-background")),
    ).toEqual([null, "1", null]);
  });

  test("stays on its own origin: relative address, same-origin cookies, no redirects", async () => {
    fetchMock.mockImplementation(async () => Response.json({ projects: [], next: null }));
    await call("GET /organizations/{org}/projects", { params: { org: "acme" } });
    expect(sent().url).toBe("/api/v1/organizations/acme/projects");
    expect(sent().init).toMatchObject({ credentials: "same-origin", redirect: "error" });
  });

  test("encodes what stands in the path, so that a value can never lead to another route", () => {
    expect(apiUrl("/organizations/{org}/checks/{id}", { org: "acme", id: "../x?y#z" })).toBe(
      "/api/v1/organizations/acme/checks/..%2Fx%3Fy%23z",
    );
    expect(apiUrl("/pulls", {}, { cursor: "a&b=c", limit: 50, status: undefined })).toBe(
      "/api/v1/pulls?cursor=a%26b%3Dc&limit=50",
    );
  });

  test("an error of the server arrives with its code, sentence, request id and issues", async () => {
    fetchMock.mockResolvedValue(
      Response.json(
        {
          error: {
            code: "name_taken",
            message: "Taken.",
            requestId: "r-1",
            issues: [{ path: "name", message: "Taken." }],
          },
        },
        { status: 409, headers: { "retry-after": "7" } },
      ),
    );
    const error: unknown = await call("POST /sign-out", {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 409,
      code: "name_taken",
      requestId: "r-1",
      issues: [{ path: "name", message: "Taken." }],
      retryAfterSeconds: 7,
    });
  });

  test("a proxy's error page becomes a sentence, not a crash", async () => {
    fetchMock.mockResolvedValue(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await expect(call("GET /session", {})).rejects.toMatchObject({
      name: "ApiError",
      code: "unreadable",
      status: 502,
    });
  });

  test("no answer is told apart from a refusal, and an abort from both", async () => {
    fetchMock.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await expect(call("GET /session", {})).rejects.toMatchObject({
      code: "unreachable",
      status: 0,
    });
    const abort = new AbortController();
    abort.abort();
    const reason = new DOMException("aborted", "AbortError");
    fetchMock.mockRejectedValueOnce(reason);
    await expect(call("GET /session", { signal: abort.signal })).rejects.toBe(reason);
  });
});
