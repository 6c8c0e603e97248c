import type {
  CallInput as RouteInput,
  LooseCallInput,
  RouteKey,
  RouteResponse,
} from "@berth/api-contract";
import { askForConfirmation } from "./confirmation.ts";
import { ApiError, readApiError } from "./errors.ts";
import { noticeSessionEnd } from "./session-end.ts";
import { markBackground } from "./user-activity.ts";

export type CallInput<Key extends RouteKey> = RouteInput<Key> & {
  signal?: AbortSignal | undefined;
  /** Goes on even where the page is closed meanwhile. */
  keepalive?: boolean | undefined;
};

/** What can stand in an address. */
type UrlValues = Record<string, string | number | boolean | null | undefined>;

const apiBase = "/api/v1";

/**
 * Calls one route of the contract: `call("GET /organizations/{org}/registries", { params: { org } })`.
 * Resolves with the answer's body, or with undefined where the route answers without one.
 * Throws an `ApiError`, and whatever `signal` was aborted with.
 */
export async function call<Key extends RouteKey>(
  key: Key,
  input: CallInput<Key>,
): Promise<RouteResponse<Key>> {
  const { params, query, body, signal, keepalive } = input as LooseCallInput & {
    signal?: AbortSignal;
    keepalive?: boolean;
  };
  const [method = "GET", template = ""] = key.split(" ");
  const headers = new Headers({ accept: "application/json" });
  // A cross-site form cannot set a header of its own; the server refuses unsafe requests without this one.
  if (method === "GET") markBackground(headers);
  else headers.set("x-berth-request", "1");
  if (body !== undefined) headers.set("content-type", "application/json");

  const response = await send(apiUrl(template, params, query), {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    credentials: "same-origin",
    redirect: "error",
    cache: "no-store",
    signal: signal ?? null,
    ...(keepalive === true ? { keepalive } : {}),
  });
  if (!response.ok) {
    const error = await readApiError(response);
    // The question who is signed in has "nobody" as an honest answer; everywhere else it means that a session ended.
    if (key !== "GET /session") noticeSessionEnd(error);
    if (error.code === "confirmation_required" && (await askForConfirmation())) {
      return await call(key, input);
    }
    throw error;
  }
  if (response.status === 204) return undefined as RouteResponse<Key>;
  // The server parses every answer through the contract's schema before it leaves.
  return (await response.json()) as RouteResponse<Key>;
}

/** The address of a route, for streams and downloads, which do not go through `call`. */
export function apiUrl(template: string, params: UrlValues = {}, query: UrlValues = {}): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return `${apiBase}${path}${search.size > 0 ? `?${search}` : ""}`;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError({
      status: 0,
      code: "unreachable",
      message:
        "No answer from the Berth server. Check that it runs and that this device reaches it.",
      cause,
    });
  }
}
