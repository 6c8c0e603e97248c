import type { Answer, ChallengeFacts } from "../check-event.ts";
import type { ParsedChallenges } from "../challenge.ts";
import { errorBodyBytesMax, readErrorBody } from "../error-body.ts";
import { headersOf, headerOf, mediaTypeOf, type HeaderList } from "../headers.ts";
import type { Redactor } from "../redact.ts";
import { sanitize } from "../sanitize.ts";
import type { TransportResponse } from "../transport.ts";

/** Headers that explain an answer. Anything else (cookies, traces) stays out of events and reports. */
const shownHeaders = [
  "content-length",
  "content-type",
  "date",
  "docker-content-digest",
  "docker-distribution-api-version",
  "docker-ratelimit-source",
  "ratelimit-limit",
  "ratelimit-remaining",
  "retry-after",
  "server",
  "warning",
  "www-authenticate",
];

/** An answer reduced to what may be shown and what the diagnosis needs. */
export function readAnswer(
  response: TransportResponse,
  challenges: ParsedChallenges,
  redactor: Redactor,
): Answer {
  const { status, headers, body } = response;
  const clean = (text: string) => sanitize(text, redactor);
  const error =
    status >= 400
      ? readErrorBody(body.subarray(0, errorBodyBytesMax), mediaTypeOf(headers), redactor)
      : null;
  return {
    status,
    contentType: cleanOrNull(mediaTypeOf(headers), clean),
    bodyBytes: body.length,
    headers: shownHeaders.flatMap((name) =>
      headersOf(headers, name)
        .slice(0, 4)
        .map((value): [string, string] => [name, clean(value)]),
    ),
    challenges: challenges.ok
      ? challenges.challenges.map((found) => challengeFacts(found, clean))
      : [],
    ...(challenges.ok ? {} : { challengeProblem: challenges.code }),
    ...(error === null || error.shape === "empty" ? {} : { error }),
  };
}

/** The host a redirect leads to; the rest of `Location` may hold signatures and is never shown. */
export function redirectHost(headers: HeaderList, from: string): string | null {
  const location = headerOf(headers, "location");
  if (location === null || !URL.canParse(location, from)) return null;
  return new URL(location, from).host || null;
}

function challengeFacts(
  challenge: { scheme: string; parameters: ReadonlyMap<string, string> },
  clean: (text: string) => string,
): ChallengeFacts {
  const { scheme } = challenge;
  const known = scheme === "basic" || scheme === "bearer";
  const facts: ChallengeFacts = { scheme: known ? scheme : clean(scheme).slice(0, 40) };
  for (const name of ["realm", "service", "scope", "error"] as const) {
    const value = challenge.parameters.get(name);
    if (value !== undefined) facts[name] = clean(value);
  }
  return facts;
}

function cleanOrNull(text: string | null, clean: (text: string) => string): string | null {
  return text === null ? null : clean(text);
}
