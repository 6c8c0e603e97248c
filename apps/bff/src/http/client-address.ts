import ipaddr from "ipaddr.js";
import { createBoundedMap } from "../services/bounded-map.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
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
    const other = peerAddress(peer);
    if (other === null || !isTrusted(other.address)) return other?.text ?? null;
    let sender: Address = other.address;
    const hops = (forwardedFor ?? "").split(",").slice(-hopsMax);
    while (isTrusted(sender) && hops.length > 0) {
      const before = parse(hops.pop());
      if (before === null) break;
      sender = before;
    }
    return sender.toString();
  };
}

/** Whether the other end of a socket is one of the proxies that the operator named. */
export function createPeerTrust(trusted: readonly string[]): (peer: string | undefined) => boolean {
  const isTrusted = trustOf(trusted);
  return (peer) => {
    const other = peerAddress(peer);
    return other !== null && isTrusted(other.address);
  };
}

/** The same few clients come again and again, and each request asks twice. */
const peersMax = 1_000;
const peers = createBoundedMap<{ address: Address; text: string } | null>(peersMax);

/** `peer` is the kernel's word for the other end of a socket. */
function peerAddress(peer: string | undefined): { address: Address; text: string } | null {
  if (peer === undefined) return null;
  const known = peers.get(peer);
  if (known !== undefined) return known;
  const address = parse(peer);
  const read = address === null ? null : { address, text: address.toString() };
  peers.set(peer, read);
  return read;
}

const hopsMax = 16;

function trustOf(trusted: readonly string[]): (address: Address) => boolean {
  const ranges = trusted.map(toRange);
  return (address) =>
    ranges.some((range) => address.kind() === range[0].kind() && address.match(range));
}

function toRange(text: string): Range {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128] as Range;
}

/**
 * Some proxies write the port, too, and the rule for a token's networks must not take all that comes through them for
 * the proxy's own: https://azure.microsoft.com/en-us/blog/rewrite-http-headers-with-azure-application-gateway/
 */
const withPort = /^(?:([\d.]+)|\[([\da-f:.]+)\])(?::\d{1,5})?$/i;

function parse(text: string | undefined): Address | null {
  const written = text?.trim() ?? "";
  const [, ipv4, ipv6] = withPort.exec(written) ?? [];
  const trimmed = ipv4 ?? ipv6 ?? written;
  // The library finds out about an empty text by throwing, which costs more than all the rest.
  if (trimmed === "") return null;
  return ipaddr.isValid(trimmed) ? ipaddr.process(trimmed) : null;
}
