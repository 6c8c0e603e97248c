import { canonicalHost } from "./canonical-host.ts";
import type { OutboundTarget } from "./outbound-policy.ts";

/**
 * Where an absolute URL leads, or null where it is not plainly an http(s) URL without a user name,
 * a fragment or anything the URL parser would silently drop.
 */
export function readTarget(text: string): { url: URL; target: OutboundTarget } | null {
  if (text.length > 8_192 || /[\p{C}\p{Z}\\]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const scheme = url.protocol === "https:" ? "https" : url.protocol === "http:" ? "http" : null;
  if (scheme === null || url.username !== "" || url.password !== "" || url.hash !== "") return null;

  const port = url.port === "" ? (scheme === "https" ? "443" : "80") : url.port;
  const read = canonicalHost(`${url.hostname}:${port}`);
  if (!read.ok) return null;
  // The host as written must already be the canonical one: what was judged is what is dialled.
  const written = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? "";
  if (written.toLowerCase() !== url.host && written.toLowerCase() !== `${url.hostname}:${port}`) {
    return null;
  }
  return { url, target: { scheme, host: read.host } };
}

/** Framing and encoding are ours to say; a second opinion would let a caller smuggle a request. */
const reserved = new Set([
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
  "accept-encoding",
  "proxy-authorization",
  "proxy-connection",
]);

/**
 * The headers to send, or null where one of them cannot be sent: a line break in a token would
 * otherwise become a header of its own, and the library's complaint would quote the token.
 */
export function readHeadersToSend(given: Record<string, string>): Record<string, string> | null {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  let bytes = 0;
  for (const [key, value] of Object.entries(given)) {
    const name = key.toLowerCase();
    // What is sent in any case may be said twice.
    if (name === "accept-encoding" && value === "identity") continue;
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || reserved.has(name)) return null;
    if (!/^[\t\x20-\x7e]*$/.test(value)) return null;
    bytes += name.length + value.length + 4;
    headers[name] = value;
  }
  if (bytes > 64 * 1024) return null;
  headers["accept-encoding"] = "identity";
  headers["user-agent"] ??= "berth";
  return headers;
}
