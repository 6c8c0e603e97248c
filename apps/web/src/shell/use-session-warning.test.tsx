import type { Session } from "@berth/api-contract";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "#src/api/query-client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { clearSessionEnd, useSessionEnded } from "#src/api/session-end.ts";
import { noteUserActivity } from "#src/api/user-activity.ts";
import { useSessionWarning } from "./use-session-warning.ts";

const minute = 60_000;
const fetchMock = vi.fn<typeof fetch>();
/** What the server would answer, by a clock that is an hour ahead of this device's. */
let idleMinutes = 30;
let ageMinutes = 720;

function answer(): Session {
  const at = Date.now() + 60 * minute;
  const iso = (minutes: number) => new Date(at + minutes * minute).toISOString();
  return {
    user: { id: "usr_aino", name: "Aino", email: "aino@example.com", hasPassword: true },
    organizations: [],
    isSupportStaff: false,
    mayCreateOrganization: false,
    at: iso(0),
    idleEndsAt: iso(Math.min(idleMinutes, ageMinutes)),
    endsAt: iso(ageMinutes),
  };
}

function watch() {
  const queryClient = createQueryClient();
  queryClient.setQueryData(sessionQuery.queryKey, answer());
  return renderHook(
    () => ({ warning: useSessionWarning(useQuery(sessionQuery)), ended: useSessionEnded() }),
    {
      wrapper: ({ children }) => (
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      ),
    },
  ).result;
}

/** And the moment that an answer takes to reach the page. */
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms + 10));
const background = (call: number) =>
  new Headers(fetchMock.mock.calls[call]?.[1]?.headers).get("x-berth-background");

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetchMock);
  fetchMock.mockImplementation(async () => Response.json(answer()));
  idleMinutes = 30;
  ageMinutes = 720;
  noteUserActivity();
  clearSessionEnd();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetchMock.mockReset();
});

test("two minutes before the idle end the server is asked, in a way that does not move it, and then it warns", async () => {
  const shown = watch();
  await pass(27 * minute);
  expect(fetchMock).not.toHaveBeenCalled();
  idleMinutes = 2;
  await pass(minute);
  expect(fetchMock).toHaveBeenCalledTimes(1);
  expect(background(0)).toBe("1");
  expect(shown.current.warning?.cause).toBe("idle");
  const left = (shown.current.warning?.endsAt ?? 0) - Date.now();
  expect(Math.abs(left - 2 * minute)).toBeLessThan(100);
});

test("nothing is said where another tab has moved the end meanwhile, also while the warning stands", async () => {
  const shown = watch();
  await pass(28 * minute);
  expect(shown.current.warning).toBeNull();
  idleMinutes = 2;
  await pass(28 * minute);
  expect(shown.current.warning?.cause).toBe("idle");
  idleMinutes = 30;
  await pass(16_000);
  expect(shown.current.warning).toBeNull();
});

test("who is at work is not asked: their next read moves the end", async () => {
  const shown = watch();
  await pass(28 * minute - 1_000);
  noteUserActivity();
  await pass(2_000);
  expect(background(0)).toBeNull();
  expect(shown.current.warning).toBeNull();
});

test("the end that nothing moves is warned of as what it is", async () => {
  ageMinutes = 10;
  const shown = watch();
  ageMinutes = 2;
  await pass(8 * minute);
  expect(shown.current.warning?.cause).toBe("age");
});

test("once it is over, the sign-in opens; a failure on the way is asked again", async () => {
  const shown = watch();
  idleMinutes = 2;
  fetchMock.mockImplementationOnce(async () => Response.json({}, { status: 500 }));
  await pass(28 * minute);
  expect(shown.current.warning?.cause).toBeUndefined();
  await pass(15_000);
  expect(shown.current.warning?.cause).toBe("idle");
  fetchMock.mockImplementation(async () =>
    Response.json(
      { error: { code: "session_required", message: "Sign in to go on.", requestId: "r" } },
      { status: 401 },
    ),
  );
  await pass(2 * minute);
  expect(shown.current.ended).toBe(true);
});
