import { canonicalIpv6 } from "./ipv6.ts";

/** Why a text is no host. The last three can only befall a pattern. */
export type HostErrorCode =
  | "host-empty"
  | "host-underscore"
  | "host"
  | "ipv6"
  | "port"
  | "port-star"
  | "host-star-alone"
  | "host-star-domain"
  | "host-star-ip";

/** What was changed to bring a host into canonical form. */
export type HostNoteCode =
  | "host-case"
  | "hub-alias"
  | "port-dropped"
  | "caps-host"
  | "port-zeros"
  | "ipv6-form";

export interface CanonicalHost {
  readonly ok: true;
  /** `name[:port]`, `[ipv6][:port]`; lower case, default port dropped, Docker Hub's names as `docker.io`. */
  readonly host: string;
  readonly hasStar: boolean;
  readonly changes: readonly HostNoteCode[];
}

export interface HostFailure {
  readonly ok: false;
  readonly code: HostErrorCode;
  /** Index in the host's own text. */
  readonly at: number;
}

/** Names under which Docker Hub's servers answer; in image names all of them mean `docker.io`. */
export const HUB_ALIASES: readonly string[] = [
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
  "www.docker.io",
  "hub.docker.com",
];

/**
 * Reads a host as it stands before the first slash of an image name (`distribution/reference`
 * grammar, no range-less ports, real IPv6 addresses) and brings it into canonical form. With
 * `stars`, `*` may stand where some registry type could give it a meaning: in a label that is not
 * one of the last two.
 */
export function canonicalHost(text: string, stars = false): CanonicalHost | HostFailure {
  if (text === "") return { ok: false, code: "host-empty", at: 0 };
  return text.startsWith("[") ? bracketedHost(text, stars) : namedHost(text, stars);
}

/** A canonical host taken apart: `reg.io:5000` is name `reg.io` and port `5000`. */
export function splitHost(host: string): { readonly name: string; readonly port?: string } {
  const colon = host.lastIndexOf(":");
  if (colon < 0 || host.endsWith("]")) return { name: host };
  return { name: host.slice(0, colon), port: host.slice(colon + 1) };
}

function bracketedHost(text: string, stars: boolean): CanonicalHost | HostFailure {
  const close = text.indexOf("]");
  if (close < 0) return { ok: false, code: "ipv6", at: 0 };
  const inner = text.slice(1, close);
  const star = inner.indexOf("*");
  if (stars && star >= 0) return { ok: false, code: "host-star-ip", at: 1 + star };
  const address = canonicalIpv6(inner);
  if (address === null) return { ok: false, code: "ipv6", at: 0 };
  const changes: HostNoteCode[] = address === inner ? [] : ["ipv6-form"];
  if (close + 1 === text.length) return { ok: true, host: `[${address}]`, hasStar: false, changes };
  if (text[close + 1] !== ":") return { ok: false, code: "host", at: close + 1 };
  const port = readPort(text, close + 2, changes);
  if (typeof port === "object") return port;
  if (port === 443) changes.push("port-dropped");
  const host = port === 443 ? `[${address}]` : `[${address}]:${port}`;
  return { ok: true, host, hasStar: false, changes };
}

function namedHost(text: string, stars: boolean): CanonicalHost | HostFailure {
  const colon = text.indexOf(":");
  const written = colon < 0 ? text : text.slice(0, colon);
  if (written === "") return { ok: false, code: "host-empty", at: 0 };
  const bad = firstBadInName(written, stars);
  if (bad >= 0) {
    return { ok: false, code: written[bad] === "_" ? "host-underscore" : "host", at: bad };
  }
  const starFailure = stars ? misplacedStar(written) : null;
  if (starFailure !== null) return starFailure;

  const changes: HostNoteCode[] = [];
  const name = written.toLowerCase();
  if (name !== written) changes.push("host-case");
  const port = colon < 0 ? null : readPort(text, colon + 1, changes);
  if (typeof port === "object" && port !== null) return port;

  const hasStar = name.includes("*");
  if ((port === null || port === 443) && HUB_ALIASES.includes(name)) {
    changes.push("hub-alias");
    return { ok: true, host: "docker.io", hasStar, changes };
  }
  if (name.includes(".") || name === "localhost") {
    if (port === 443) changes.push("port-dropped");
    const host = port === null || port === 443 ? name : `${name}:${port}`;
    return { ok: true, host, hasStar, changes };
  }
  // A host of one label printed without its port would be read as an image on Docker Hub.
  if (port === null) changes.push("caps-host");
  return { ok: true, host: `${name}:${port ?? 443}`, hasStar, changes };
}

/** Index of the first character that cannot stand there, or -1. */
function firstBadInName(name: string, stars: boolean): number {
  let previous = DOT;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (unit === DOT) {
      if (previous === DOT) return i;
      if (previous === HYPHEN) return i - 1;
    } else if (unit === HYPHEN) {
      if (previous === DOT) return i;
    } else if (!isAlphanumeric(unit) && !(stars && unit === STAR)) {
      return i;
    }
    previous = unit;
  }
  return previous === DOT || previous === HYPHEN ? name.length - 1 : -1;
}

const STAR = 42;
const HYPHEN = 45;
const DOT = 46;

function isAlphanumeric(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
}

function misplacedStar(name: string): HostFailure | null {
  const star = name.indexOf("*");
  if (star < 0) return null;
  const labels = name.split(".");
  if (labels.length === 4 && labels.every((label) => /^[0-9*]+$/.test(label))) {
    return { ok: false, code: "host-star-ip", at: star };
  }
  if (name === "*") return { ok: false, code: "host-star-alone", at: 0 };
  const domain = labels.slice(-2).join(".");
  const domainStart = name.length - domain.length;
  const inDomain = name.indexOf("*", domainStart);
  return inDomain < 0 ? null : { ok: false, code: "host-star-domain", at: inDomain };
}

function readPort(text: string, start: number, changes: HostNoteCode[]): number | HostFailure {
  let port = 0;
  for (let i = start; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "*") return { ok: false, code: "port-star", at: i };
    if (char < "0" || char > "9") return { ok: false, code: "port", at: start };
    port = Math.min(port * 10 + Number(char), 65_536);
  }
  if (start === text.length || port === 0 || port > 65_535) {
    return { ok: false, code: "port", at: start };
  }
  if (text[start] === "0") changes.push("port-zeros");
  return port;
}
