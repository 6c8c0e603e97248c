import type { Failure } from "./result.ts";
import { scanImage } from "./scan-image.ts";
import type { ScanFailure } from "./image-scan.ts";
import { firstSpace, schemeLength, trimSpace } from "./stray-text.ts";

/** Why a text is no image reference. */
export type ImageErrorCode =
  | "not-text"
  | "empty"
  | "too-long"
  | "space"
  | "scheme"
  | "star"
  | "user-info"
  | "image-id"
  | "host-empty"
  | "host-underscore"
  | "host"
  | "ipv6"
  | "port"
  | "upper-case"
  | "empty-component"
  | "trailing-slash"
  | "component"
  | "character"
  | "path-too-long"
  | "tag"
  | "digest";

/**
 * Turns what the scanner stumbled over into what the writer did: `https://…` fails as a bad port,
 * but the mistake is the scheme.
 */
export function describeImageFailure(
  text: unknown,
  failure: ScanFailure,
  at: number,
): Failure<ImageErrorCode> {
  if (typeof text !== "string") return refuse("not-text", "An image name is a text.");
  if (failure === "empty")
    return refuse("empty", "Write an image name, e.g. `reg.example.com/team/app`.", 0);
  if (failure === "too-long") {
    return refuse("too-long", "An image name has at most 1,024 characters.", at);
  }
  return strayFailure(text) ?? ownFailure(text, failure, at);
}

function strayFailure(text: string): Failure<ImageErrorCode> | null {
  const space = firstSpace(text);
  if (space >= 0) {
    const trimmed = trimSpace(text);
    const inner = firstSpace(trimmed) >= 0;
    const message = inner
      ? "An image name has no spaces inside."
      : "There is a space before or after the name. Remove it.";
    return refuse("space", message, space, inner || trimmed === "" ? [] : [trimmed]);
  }
  const scheme = schemeLength(text);
  if (scheme > 0) {
    const message = `An image name has no \`${text.slice(0, scheme)}\`. Remove it.`;
    return refuse("scheme", message, 0, [text.slice(scheme)]);
  }
  const star = text.indexOf("*");
  if (star >= 0) {
    return refuse("star", "`*` is for patterns. An image is one repository, written out.", star);
  }
  const slash = text.indexOf("/");
  const sign = text.lastIndexOf("@", slash);
  if (slash > 0 && sign >= 0) {
    const message = "An image name carries no user or password. Remove the part up to `@`.";
    return refuse("user-info", message, 0, [text.slice(sign + 1)]);
  }
  return null;
}

function ownFailure(text: string, failure: ScanFailure, at: number): Failure<ImageErrorCode> {
  switch (failure) {
    case "image-id":
      return refuse("image-id", "64 hexadecimal digits are an image's id, not its name.", 0);
    case "upper-case": {
      const lower = lowerPath(text);
      const name = text.slice(0, text.search(/[:@]|$/));
      const message = `Repository names are lower case; \`${name}\` isn't.`;
      return refuse("upper-case", message, at, lower === null ? [] : [lower]);
    }
    case "empty-component":
      return refuse(
        "empty-component",
        "A part of the name is empty. Write one name between slashes.",
        at,
      );
    case "trailing-slash":
      return refuse(
        "trailing-slash",
        "The name ends with a slash. Name the repository itself.",
        at,
        at > 0 && !text.slice(0, at).endsWith("/") ? [text.slice(0, at)] : [],
      );
    case "component":
      return refuse(
        "component",
        "A part of a repository name begins and ends with a letter or digit; between them stand single `.`, `_` or `__`, or hyphens.",
        at,
      );
    case "character":
      return refuse(
        "character",
        `${shown(text, at)} can't stand in a repository name: letters a–z, digits, \`.\`, \`_\`, \`-\` and \`/\` can.`,
        at,
      );
    case "path-too-long":
      return refuse("path-too-long", "A repository path has at most 255 characters.", at);
    case "tag":
      return tagFailure(text, at);
    case "digest":
      return refuse(
        "digest",
        "A digest is `sha256:` and 64 hexadecimal digits in lower case (or `sha384:` and 96, `sha512:` and 128), at the end of the name.",
        at,
      );
    case "host-empty":
      return refuse("host-empty", hostEmptyMessage(text), at, bracketed(text));
    case "host-underscore":
      return refuse("host-underscore", "A host name can't hold an underscore.", at);
    case "ipv6":
      return refuse(
        "ipv6",
        "Between brackets stands an IPv6 address, without a zone: `[fd00::1]`.",
        at,
      );
    case "port":
    case "port-star":
      return refuse("port", portMessage(text), at, bracketed(text));
    default:
      return refuse("host", hostMessage(text, at), at);
  }
}

function refuse(
  code: ImageErrorCode,
  message: string,
  at?: number,
  proposals: readonly string[] = [],
): Failure<ImageErrorCode> {
  const fixes = proposals.filter((proposal) => scanImage(proposal).failure === null);
  return {
    ok: false,
    code,
    message,
    ...(at === undefined ? {} : { at }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

/** The text with its path in lower case, tag and digest kept; null where that is not enough. */
function lowerPath(text: string): string | null {
  const end = text.indexOf(":", text.indexOf("/") + 1);
  const name = end < 0 ? text : text.slice(0, end);
  const lower = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return /^[!-~]*$/.test(lower) ? lower + text.slice(name.length) : null;
}

/** Google's domain-scoped projects are written `domain:project` in its console. */
function tagFailure(text: string, at: number): Failure<ImageErrorCode> {
  const colon = text.indexOf(":", text.indexOf("/"));
  const isScoped = /^(.*\.)?gcr\.io\/[a-z0-9.-]+:[a-z0-9-]+\//.test(text);
  if (isScoped) {
    const message = "A project of a Google domain is written with a slash in image names.";
    return refuse("tag", message, colon, [`${text.slice(0, colon)}/${text.slice(colon + 1)}`]);
  }
  const message =
    "A tag has 1 to 128 letters, digits, `_`, `.` or `-` and doesn't begin with `.` or `-`.";
  return refuse("tag", message, at);
}

/** A text with several colons before its first slash, with that part in brackets. */
function bracketed(text: string): string[] {
  const slash = text.indexOf("/");
  const host = text.slice(0, slash);
  return host.split(":").length > 2 ? [`[${host}]${text.slice(slash)}`] : [];
}

function portMessage(text: string): string {
  return bracketed(text).length > 0 ? IPV6_NEEDS_BRACKETS : "A port is a number from 1 to 65535.";
}

function hostEmptyMessage(text: string): string {
  return bracketed(text).length > 0 ? IPV6_NEEDS_BRACKETS : "The host is missing before the port.";
}

const IPV6_NEEDS_BRACKETS = "An IPv6 address stands in brackets: `[fd00::1]/app`.";

function hostMessage(text: string, at: number): string {
  if ((text.codePointAt(at) ?? 0) > 127) {
    return "A host name with letters beyond a–z is written in its `xn--` form.";
  }
  return "A host name is made of labels joined by single dots; a label holds letters, digits and inner hyphens.";
}

function shown(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const visible = code > 32 && code !== 127 && !(code >= 0xd800 && code <= 0xdfff);
  return visible
    ? `\`${String.fromCodePoint(code)}\``
    : `The hidden character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
