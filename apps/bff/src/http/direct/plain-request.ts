import type { IncomingMessage } from "node:http";
import { isJson } from "../read-body.ts";
import { waitOf, type Wait } from "../turns.ts";
import { directRoutes, type DirectRoute } from "./direct-routes.ts";

/** A request of which there is one reading only. */
export type PlainRequest = {
  route: DirectRoute;
  /** Each header once, by its name in lower case. */
  headers: ReadonlyMap<string, string>;
  peer: string | undefined;
  wait: Wait;
};

/** What asks for more than an answer to what was sent, or says something about a version of it. */
const special = ["transfer-encoding", "expect", "upgrade", "if-match"];
const plainHost = /^(?:[a-z0-9.-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
/** Under 10 kB: no body that a worker means is longer. */
const shortLength = /^\d{1,4}$/;

/**
 * What may be answered directly, from the head alone. Null for everything else, which goes the way of all requests:
 * what is refused for its form, or could be read in two ways, is refused in one place.
 */
export function plainRequest(incoming: IncomingMessage): PlainRequest | null {
  const { method, url = "", httpVersion, socket } = incoming;
  const route = method === "POST" ? directRoutes.get(url) : undefined;
  if (route === undefined || httpVersion !== "1.1") return null;
  const headers = headersOnce(incoming.rawHeaders);
  if (headers === null || special.some((name) => headers.has(name))) return null;
  if (!plainHost.test(headers.get("host") ?? "")) return null;
  if (!shortLength.test(headers.get("content-length") ?? "")) return null;
  if (!isJson(headers.get("content-type") ?? "")) return null;
  return { route, headers, peer: socket.remoteAddress, wait: waitOf(incoming) };
}

/** Null where one is there twice: how the two are read together differs from header to header. */
function headersOnce(raw: readonly string[]): Map<string, string> | null {
  const headers = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    headers.set((raw[at] ?? "").toLowerCase(), raw[at + 1] ?? "");
  }
  return headers.size === raw.length / 2 ? headers : null;
}
