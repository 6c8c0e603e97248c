import type { Problem } from "../issue.ts";
import { decodePunycode } from "../text/punycode.ts";

/**
 * Checks the form of a lower-case ASCII `host[:port]`: DNS labels, a port, or an IP address in its
 * one usual spelling. Numbers that some parsers read as an address (`127.1`, `0x7f000001`) are refused.
 */
export function checkHostName(
  host: string,
  allowStar: boolean,
): { ok: true } | ({ ok: false } & Problem) {
  // The bracketed form is verified by the image grammar, which knows IPv6.
  const split = /^(\[[0-9a-f:.]*\]|[^:[\]]*)(?::(.*))?$/.exec(host);
  if (split === null)
    return refuse("bad-host", "A host has at most one `:`, before its port.", host.indexOf(":"));
  const [, name = "", port] = split;
  if (port !== undefined && !isPort(port)) {
    return refuse(
      "bad-port",
      "The part behind `:` must be a port from 1 to 65535.",
      name.length + 1,
    );
  }
  if (name.startsWith("[")) return { ok: true };
  if (name.length > 253) return refuse("too-long", "A host name has at most 253 characters.", 0);
  const labels = name.split(".");
  let at = 0;
  for (const label of labels) {
    const trouble = labelTrouble(label, allowStar);
    if (trouble !== null) return refuse(trouble.code, trouble.message, at);
    at += label.length + 1;
  }
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "") && !isIpv4(labels)) {
    return refuse(
      "bad-address",
      "This looks like an IP address in an unusual spelling. Write it as four numbers, such as `192.0.2.10`.",
      0,
    );
  }
  return { ok: true };
}

function labelTrouble(label: string, allowStar: boolean): { code: string; message: string } | null {
  if (label === "") return { code: "empty-label", message: "There is a dot too many in the host." };
  if (label.includes("*") && !allowStar) {
    return {
      code: "star",
      message: "`*` can't stand in a host here. Enter the host of one registry.",
    };
  }
  if (label.includes("_")) {
    return {
      code: "underscore",
      message: "Docker doesn't accept `_` in a host, so images there can't be named.",
    };
  }
  if (!/^[a-z0-9*](?:[a-z0-9*-]*[a-z0-9*])?$/.test(label)) {
    return {
      code: "bad-label",
      message: "A host has letters, digits and hyphens between its dots, and no hyphen at an end.",
    };
  }
  if (label.length > 63)
    return { code: "long-label", message: "Between two dots there are at most 63 characters." };
  if (label.startsWith("xn--") && decodePunycode(label.slice(4)) === null) {
    return {
      code: "bad-punycode",
      message: "The part that begins with `xn--` can't be decoded. Copy the host again.",
    };
  }
  return null;
}

function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
}

function isIpv4(labels: readonly string[]): boolean {
  return (
    labels.length === 4 &&
    labels.every((label) => /^(?:0|[1-9]\d{0,2})$/.test(label) && Number(label) <= 255)
  );
}

function refuse(code: string, message: string, at: number): { ok: false } & Problem {
  return { ok: false, code, message, at };
}
