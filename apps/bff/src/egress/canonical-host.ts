import { domainToASCII, domainToUnicode } from "node:url";
import ipaddr from "ipaddr.js";

/** A host and port in the one spelling that is stored, bound, compared and dialled. */
export type CanonicalHost = {
  /** Lower-case, punycode, without trailing dot and without brackets. */
  name: string;
  kind: "name" | "ipv4" | "ipv6";
  port: number;
  /** `name[:port]` with 443 left out and IPv6 in brackets. */
  text: string;
  /** How the name reads in its own script, where it is not ASCII: look-alikes show here. */
  unicode?: string | undefined;
};

export type HostProblem =
  | "empty"
  | "too-long"
  | "scheme"
  | "userinfo"
  | "path"
  | "character"
  | "label"
  | "number"
  | "ipv6"
  | "port"
  | "ambiguous";

export type HostResult =
  | { ok: true; host: CanonicalHost }
  | { ok: false; code: HostProblem; message: string };

/**
 * Reads the text of a host field, `host[:port]`, strictly. The port defaults to 443.
 * What the WHATWG URL parser would read differently is refused: two parsers that disagree about a
 * host are how checks are led past the host that is dialled. Messages never repeat the input,
 * which may hold a password.
 */
export function canonicalHost(text: string): HostResult {
  const shape = splitHostPort(text);
  if (!shape.ok) return shape;

  const port = readPort(shape.port);
  if (port === null) return bad("port");

  const named = shape.bracketed ? readIpv6(shape.host) : readName(shape.host);
  if (!named.ok) return named;

  const bracketed = named.kind === "ipv6" ? `[${named.name}]` : named.name;
  if (!parserAgrees(text, bracketed, port)) return bad("ambiguous");

  const host: CanonicalHost = {
    name: named.name,
    kind: named.kind,
    port,
    text: port === 443 ? bracketed : `${bracketed}:${port}`,
  };
  if (named.unicode !== undefined) host.unicode = named.unicode;
  return { ok: true, host };
}

const messages: Record<HostProblem, string> = {
  empty: "Enter the registry's host.",
  "too-long": "A host has at most 253 characters.",
  scheme: "Enter the host alone, without https:// or any other scheme.",
  userinfo: "Enter the host alone, without a user name or password in front of it.",
  path: "Enter the host alone, without a path, query or fragment.",
  character:
    "The host contains a space, a control character or another character no host name has.",
  label:
    "Each part between dots has 1 to 63 letters, digits and inner hyphens, and none may be empty.",
  number: "Write an IPv4 address as four decimal numbers from 0 to 255 without leading zeros.",
  ipv6: "Write an IPv6 address in brackets, without a zone, such as [2001:db8::1].",
  port: "A port is a number from 1 to 65535 without leading zeros.",
  ambiguous: "The host can be read in more than one way.",
};

function bad(code: HostProblem): { ok: false; code: HostProblem; message: string } {
  return { ok: false, code, message: messages[code] };
}

type Shape = { ok: true; host: string; port: string | null; bracketed: boolean };

function splitHostPort(text: string): Shape | ReturnType<typeof bad> {
  if (text.trim() === "") return bad("empty");
  if (text.length > 1024) return bad("too-long");
  // Before anything else: the URL parser silently removes tabs, line breaks and surrounding spaces.
  if (/[\p{C}\p{Z}%]/u.test(text)) return bad("character");
  if (/^[a-z][a-z0-9+.-]*:\//i.test(text)) return bad("scheme");
  if (text.includes("@")) return bad("userinfo");
  if (/[/\\?#]/.test(text)) return bad("path");

  if (text.startsWith("[")) {
    const match = /^\[([^[\]]*)\](?::(.*))?$/.exec(text);
    if (match === null) return bad("ipv6");
    return { ok: true, host: match[1] ?? "", port: match[2] ?? null, bracketed: true };
  }
  const colon = text.indexOf(":");
  if (colon === -1) return { ok: true, host: text, port: null, bracketed: false };
  const port = text.slice(colon + 1);
  if (port.includes(":")) return bad("ipv6");
  return { ok: true, host: text.slice(0, colon), port, bracketed: false };
}

function readPort(text: string | null): number | null {
  if (text === null) return 443;
  if (!/^[1-9][0-9]{0,4}$/.test(text)) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}

type Named =
  | { ok: true; name: string; kind: CanonicalHost["kind"]; unicode?: string | undefined }
  | ReturnType<typeof bad>;

function readIpv6(text: string): Named {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text) || !ipaddr.IPv6.isValid(text)) return bad("ipv6");
  return { ok: true, name: ipaddr.IPv6.parse(text).toRFC5952String(), kind: "ipv6" };
}

function readName(text: string): Named {
  const ascii = toAscii(text);
  if (ascii === null) return bad("character");
  const name = ascii.endsWith(".") ? ascii.slice(0, -1) : ascii;
  if (name.length > 253) return bad("too-long");

  const labels = name.split(".");
  if (!labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label))) return bad("label");
  // RFC 1123 and the WHATWG rule alike: a name whose last label is a number is an address.
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "")) {
    return isDottedQuad(name) ? { ok: true, name, kind: "ipv4" } : bad("number");
  }
  if (!labels.every(isDecodable)) return bad("label");

  const unicode = domainToUnicode(name);
  return unicode === name
    ? { ok: true, name, kind: "name" }
    : { ok: true, name, kind: "name", unicode };
}

/**
 * Lower-case ASCII, or null where the mapping to ASCII would change what was typed: full-width or
 * circled digits, ligatures, ideographic dots, soft hyphens and zero-width characters all turn
 * into some other, innocent-looking host.
 */
function toAscii(text: string): string | null {
  // oxlint-disable-next-line no-control-regex -- this is the test for pure ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  if (!isPlainText(text)) return null;
  const ascii = domainToASCII(text);
  return ascii !== "" && domainToUnicode(ascii) === text.toLowerCase() ? ascii : null;
}

function isPlainText(text: string): boolean {
  return /^[\p{L}\p{M}\p{Nd}.-]+$/u.test(text) && text.normalize("NFKC") === text;
}

/** The URL parser lets a malformed `xn--` label pass where the whole name is ASCII. */
function isDecodable(label: string): boolean {
  if (!label.startsWith("xn--")) return true;
  const decoded = domainToUnicode(label);
  return decoded !== label && isPlainText(decoded) && domainToASCII(decoded) === label;
}

function isDottedQuad(text: string): boolean {
  const parts = text.split(".");
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && +part < 256)
  );
}

function parserAgrees(text: string, name: string, port: number): boolean {
  if (!URL.canParse(`https://${text}`)) return false;
  const url = new URL(`https://${text}`);
  return (
    url.hostname.replace(/\.$/, "") === name &&
    (url.port === "" ? 443 : Number(url.port)) === port &&
    url.href === `https://${url.host}/`
  );
}
