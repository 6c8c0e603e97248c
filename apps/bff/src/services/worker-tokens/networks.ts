import type { Issue } from "@berth/api-contract";
import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads addresses and CIDR networks into one spelling each. Issues say what is wrong with which one. */
export function readNetworks(
  texts: readonly string[],
): { ok: true; networks: string[] } | { ok: false; issues: Issue[] } {
  const networks = new Set<string>();
  const issues: Issue[] = [];
  for (const [at, text] of texts.entries()) {
    const path = `networks.${at}`;
    const range = parseRange(text);
    if (range === null) {
      const message = "This is no address and no network such as 10.1.0.0/16 or 2001:db8::/48.";
      issues.push({ path, message });
      continue;
    }
    const canonical = write(range);
    if (range[1] === 0) {
      const message = "This is every address. Leave the list empty to allow them all.";
      issues.push({ path, message });
    } else if (text.includes("/") && !sameStart(range)) {
      const message = `This network begins at ${canonical}.`;
      issues.push({ path, message, fix: canonical });
    } else {
      networks.add(canonical);
    }
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, networks: [...networks] };
}

/** Whether an address lies in one of the networks. No list allows every address; no address, none. */
export function isInNetworks(networks: readonly string[], address: string | null): boolean {
  if (networks.length === 0) return true;
  if (address === null || !ipaddr.isValid(address)) return false;
  const sender = ipaddr.process(address);
  return networks.some((text) => {
    const range = parseRange(text);
    return range !== null && range[0].kind() === sender.kind() && sender.match(range);
  });
}

function parseRange(text: string): Range | null {
  try {
    if (!text.includes("/")) {
      if (!isWritten(text)) return null;
      const address = ipaddr.process(text);
      return [address, address.kind() === "ipv4" ? 32 : 128];
    }
    if (!isWritten(text.slice(0, text.indexOf("/")))) return null;
    const [address, bits] = ipaddr.parseCIDR(text);
    // An IPv4 network in IPv6 spelling: callers come as plain IPv4.
    if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
      return bits < 96 ? null : [address.toIPv4Address(), bits - 96];
    }
    return [address, bits];
  } catch {
    return null;
  }
}

/** The library also reads `10.1` and `0x7f000001`, which people take for something else. */
function isWritten(text: string): boolean {
  return text.includes(":") ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}

function sameStart([address, bits]: Range): boolean {
  return network([address, bits]).toString() === address.toString();
}

function network([address, bits]: Range): ipaddr.IPv4 | ipaddr.IPv6 {
  const bytes = address
    .toByteArray()
    .map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - at * 8))) & 0xff);
  return ipaddr.fromByteArray(bytes);
}

function write(range: Range): string {
  const [address, bits] = range;
  const all = address.kind() === "ipv4" ? 32 : 128;
  return bits === all ? address.toString() : `${network(range).toString()}/${bits}`;
}
