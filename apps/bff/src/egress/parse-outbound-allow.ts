import ipaddr from "ipaddr.js";
import { canonicalHost } from "./canonical-host.ts";
import { classifyAddress } from "./classify-address.ts";
import { nameKind } from "./host-name-rule.ts";

/** One thing the operator allows beyond public https. */
export type OutboundEntry =
  | {
      kind: "host";
      /** Canonical name or address; matches the host as written, never what a name resolves to. */
      name: string;
      /** Null: every port a registry may use. A number also opens that port where none may be used. */
      port: number | null;
      plainText: boolean;
    }
  | {
      kind: "network";
      network: [address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number];
      plainText: boolean;
    };

export type OutboundAllowResult =
  | { ok: true; entries: OutboundEntry[] }
  /** `at` counts entries from 1. */
  | { ok: false; code: "bad-entry"; at: number; message: string };

/**
 * Reads `BERTH_OUTBOUND_ALLOW`: entries separated by commas, each `host`, `host:port` or a network
 * such as `10.1.2.0/24`, with `;http` behind it where plain text may be spoken.
 * A network opens private addresses; loopback opens only as an explicit `host:port`; link-local
 * addresses and metadata services open with no entry. The message names the entry at fault.
 */
export function parseOutboundAllow(text: string): OutboundAllowResult {
  if (text.trim() === "") return { ok: true, entries: [] };
  const entries: OutboundEntry[] = [];
  for (const [index, written] of text.split(",").entries()) {
    const read = readEntry(written.trim());
    if (typeof read === "string") {
      const at = index + 1;
      const message = `BERTH_OUTBOUND_ALLOW, entry ${at}${quoted(written)}: ${read}`;
      return { ok: false, code: "bad-entry", at, message };
    }
    entries.push(read);
  }
  return { ok: true, entries };
}

function readEntry(text: string): OutboundEntry | string {
  if (text === "") return "the entry is empty; remove the comma.";
  const [place = "", ...options] = text.split(";").map((part) => part.trim());
  const unknown = options.find((option) => option !== "http");
  if (unknown !== undefined || options.length > 1) return "only ;http may follow an entry.";
  const plainText = options.length === 1;
  return /^[0-9a-f.:]+\/[0-9]+$/i.test(place)
    ? readNetwork(place, plainText)
    : readHost(place, plainText);
}

function readNetwork(text: string, plainText: boolean): OutboundEntry | string {
  if (!ipaddr.isValidCIDR(text)) return "this is not a network; write one as 10.1.2.0/24.";
  const [address, prefix] = ipaddr.parseCIDR(text);
  if (address.kind() === "ipv4" && !/^[0-9]+(?:\.[0-9]+){3}\//.test(text)) {
    return "write all four numbers of the network's address.";
  }
  const family = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  const first = family.networkAddressFromCIDR(text);
  if (first.toString() !== address.toString()) {
    return `the address is not the network's first; did you mean ${first.toString()}/${prefix}?`;
  }
  const kinds = probes(first, prefix).map((probe) => classifyAddress(probe));
  if (kinds.every((kind) => kind === "loopback")) {
    return "loopback opens only as host:port, such as 127.0.0.1:5000.";
  }
  if (kinds.every((kind) => kind === "never")) {
    return "link-local, metadata and multicast addresses cannot be opened.";
  }
  return { kind: "network", network: [first, prefix], plainText };
}

function readHost(text: string, plainText: boolean): OutboundEntry | string {
  const read = canonicalHost(text);
  if (!read.ok) return read.message;
  const { name, kind, port } = read.host;
  const hasPort = /:[0-9]+$/.test(text) && (kind !== "ipv6" || !text.endsWith("]"));

  const loopback =
    kind === "name" ? nameKind(name) === "loopback" : classifyAddress(name) === "loopback";
  if (loopback && !hasPort) return "loopback needs an explicit port, such as localhost:5000.";
  if (kind === "name" ? nameKind(name) === "metadata" : classifyAddress(name) === "never") {
    return "link-local, metadata and multicast addresses cannot be opened.";
  }
  return { kind: "host", name, port: hasPort ? port : null, plainText };
}

/** First, middle and last address: enough to see that a network lies wholly inside one closed range. */
function probes(first: ipaddr.IPv4 | ipaddr.IPv6, prefix: number): string[] {
  const bytes = first.toByteArray();
  const middle = bytes.slice();
  const last = bytes.slice();
  for (let bit = prefix; bit < bytes.length * 8; bit += 1) {
    const mask = 0x80 >> (bit & 7);
    if (bit === prefix) middle[bit >> 3] = (middle[bit >> 3] ?? 0) | mask;
    last[bit >> 3] = (last[bit >> 3] ?? 0) | mask;
  }
  return [bytes, middle, last].map((part) => ipaddr.fromByteArray(part).toString());
}

/** An entry with an `@` may hold a password, so it is counted but not repeated. */
function quoted(text: string): string {
  const shown = text.trim().replaceAll(/[\p{C}"]/gu, "?");
  if (shown === "" || shown.includes("@")) return "";
  return ` ("${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}")`;
}
