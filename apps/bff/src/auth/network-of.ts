import ipaddr from "ipaddr.js";

/**
 * Who is counted as one where strangers are held to a pace: an IPv4 address, or a /64 of IPv6, which one customer of a
 * provider holds whole.
 */
export function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${parsed.toNormalizedString().split(":").slice(0, 4).join(":")}/64`;
}
