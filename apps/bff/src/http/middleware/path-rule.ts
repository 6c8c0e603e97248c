import { badRequest } from "../../services/errors.ts";
import type { Step } from "./before.ts";

const pathLengthMax = 2048;
/** What most addresses of the API look like: nothing in them can be read in two ways. */
const letters = /^(?:\/[A-Za-z0-9_-]+)+$/;

/**
 * Refuses paths that two readers could take for two things: empty, dot and encoded segments, encoded
 * or raw slashes that are none, control characters. `path` is as it came over the wire, query included.
 */
export function isPlainPath(target: string): boolean {
  if (target.length <= pathLengthMax && letters.test(target)) return true;
  const end = target.search(/[?#]/);
  const path = end === -1 ? target : target.slice(0, end);
  if (!path.startsWith("/") || target.length > pathLengthMax) return false;
  if (path.includes("//") || path.includes("\\")) return false;
  // Printable ASCII only: everything else travels percent-encoded.
  if (!/^[!-~]+$/.test(path)) return false;
  for (const match of path.matchAll(/%(..)?/g)) {
    const code = /^[0-9a-f]{2}$/i.test(match[1] ?? "") ? Number.parseInt(match[1] ?? "", 16) : -1;
    // A malformed escape, a control character, an encoded `%`, `.`, `/` or `\`.
    if (code < 0x20 || code === 0x7f || [0x25, 0x2e, 0x2f, 0x5c].includes(code)) return false;
  }
  // Overlong and broken UTF-8: some decoders read `%c0%af` as a slash, others leave it as it is.
  if (!isUtf8(path)) return false;
  return !path.split("/").some((segment) => segment === "." || segment === "..");
}

function isUtf8(escaped: string): boolean {
  try {
    decodeURIComponent(escaped);
    return true;
  } catch {
    return false;
  }
}

/** Looks at the request line itself, because URL parsers repair what should be refused. */
export const pathRule: Step = (c) => {
  if (!isPlainPath(c.env?.incoming?.url ?? pathOf(c.req.url))) {
    throw badRequest("This address is not written in a form that Berth reads.");
  }
};

function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  return start === -1 ? "/" : url.slice(start);
}
