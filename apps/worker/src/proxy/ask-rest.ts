import { networkCause } from "../net/network-cause.ts";
import { discard, headerOf } from "../net/send.ts";
import { wait } from "../net/wait.ts";
import type { Rest } from "./pass-on.ts";
import type { SignIn } from "./sign-in.ts";
import { askUpstream, type UpstreamContext, type UpstreamRequest } from "./upstream.ts";

const pauseMs = 500;

/**
 * Asks for what follows the first `passed` bytes of an answer that broke off: by a range, and where the
 * registry knows none, by the whole once more. Null where that can't be had.
 */
export async function askRest(
  request: UpstreamRequest,
  { passed, err }: { passed: number; err: unknown },
  signIn: SignIn,
  context: UpstreamContext,
): Promise<Rest | null> {
  const span = spanOf(request.headers["range"]);
  if (context.retryMs === 0 || span === null) return null;
  context.onWait(`${networkCause(context.registry.host, err).text}.`, pauseMs);
  await wait(pauseMs, request.signal);
  if (request.signal.aborted) return null;
  const start = span.start + passed;
  const headers = { ...request.headers, range: `bytes=${start}-${span.end}` };
  const got = await askUpstream({ ...request, headers }, signIn, context);
  if (!got.ok) return null;
  const { answer } = got;
  if (answer.statusCode === 200 && span.end === "") return { answer, skip: start };
  const begins = /^bytes (\d+)-/.exec(headerOf(answer, "content-range") ?? "")?.[1];
  if (answer.statusCode === 206 && begins === String(start)) return { answer, skip: 0 };
  discard(answer);
  return null;
}

/** What the client asked for; null for a range that can't be asked for in part. */
function spanOf(range: string | undefined): { start: number; end: string } | null {
  if (range === undefined) return { start: 0, end: "" };
  const [, start, end = ""] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range) ?? [];
  return start === undefined ? null : { start: Number(start), end };
}
