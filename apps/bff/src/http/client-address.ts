import ipaddr from "ipaddr.js";

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/**
 * Finds out who sent a request. `X-Forwarded-For` counts only as far as it was written by proxies that
 * the operator named: read from the right, the first address that is none of them is the sender.
 *
 * @param trusted addresses and CIDR ranges.
 */
export function createAddressReader(
  trusted: readonly string[],
): (peer: string | undefined, forwardedFor: string | null) => string | null {
  const isTrusted = trustOf(trusted);

  return (peer, forwardedFor) => {
    let sender = parse(peer);
    const hops = (forwardedFor ?? "").split(",").slice(-hopsMax);
    while (sender !== null && isTrusted(sender) && hops.length > 0) {
      const before = parse(hops.pop());
      if (before === null) break;
      sender = before;
    }
    return sender?.toString() ?? null;
  };
}

/** Whether the other end of a socket is one of the proxies that the operator named. */
export function createPeerTrust(trusted: readonly string[]): (peer: string | undefined) => boolean {
  const isTrusted = trustOf(trusted);
  return (peer) => {
    const address = parse(peer);
    return address !== null && isTrusted(address);
  };
}

const hopsMax = 16;

function trustOf(trusted: readonly string[]): (address: ipaddr.IPv4 | ipaddr.IPv6) => boolean {
  const ranges = trusted.map(toRange);
  return (address) =>
    ranges.some((range) => address.kind() === range[0].kind() && address.match(range));
}

function toRange(text: string): Range {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128] as Range;
}

function parse(text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const trimmed = text?.trim() ?? "";
  // The library finds out about an empty text by throwing, which costs more than all the rest.
  if (trimmed === "") return null;
  return ipaddr.isValid(trimmed) ? ipaddr.process(trimmed) : null;
}
