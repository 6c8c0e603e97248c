import type { Session } from "@berth/api-contract";
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { ApiError } from "#src/api/errors.ts";
import { noticeSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { isInUse } from "#src/api/user-activity.ts";

/** How long before the end somebody is warned (WCAG 2.2.1 asks for 20 seconds at least). */
const warnMs = 2 * 60_000;
/** While the warning stands, and after a failure: another tab may have moved the end. */
const againMs = 15_000;
/** The server is asked a moment after the end, so that it can tell that the session is over. */
const afterMs = 1_000;

export interface SessionWarning {
  /** What ends it: nobody uses it, or it has lasted as long as a session may. */
  cause: "idle" | "age";
  /** By the clock of this device, in milliseconds. */
  endsAt: number;
}

/**
 * Warns before the session ends. What another tab did counts too, so the server is asked before anything is said; and
 * while somebody types without asking the server for anything, the session goes on by itself.
 */
export function useSessionWarning({
  data: session,
  dataUpdatedAt: receivedAt,
}: Pick<UseQueryResult<Session>, "data" | "dataUpdatedAt">): SessionWarning | null {
  const queryClient = useQueryClient();
  const end = useMemo(
    () => (session === undefined ? null : endOf(session, receivedAt)),
    [session, receivedAt],
  );

  useEffect(() => {
    if (end === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }).catch((error: unknown) => {
        if (error instanceof ApiError) noticeSessionEnd(error);
        timer = setTimeout(ask, againMs);
      });
    };
    const left = end.endsAt - Date.now();
    const delay = left > warnMs ? left - warnMs : Math.min(left + afterMs, againMs);
    // Somebody is at work: the read is theirs, and moves the end.
    const atWork = left <= warnMs && end.cause === "idle" && isInUse();
    timer = setTimeout(ask, atWork ? 0 : Math.max(delay, 0));
    return () => clearTimeout(timer);
  }, [end, queryClient]);

  // The answer that is asked for in time says that little is left.
  return end !== null && end.endsAt - receivedAt <= warnMs ? end : null;
}

function endOf({ at, idleEndsAt, endsAt }: Session, receivedAt: number): SessionWarning {
  // Differences of the server's own times: the clock of this device may be wrong.
  const idleMs = Date.parse(idleEndsAt) - Date.parse(at);
  const ageMs = Date.parse(endsAt) - Date.parse(at);
  return ageMs <= idleMs
    ? { cause: "age", endsAt: receivedAt + ageMs }
    : { cause: "idle", endsAt: receivedAt + idleMs };
}
