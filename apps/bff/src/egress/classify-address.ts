import { BlockList, isIP } from "node:net";
import { isPublicRoutableHost } from "@better-auth/core/utils/host";
import ipaddr from "ipaddr.js";

/** What an address is, from least to most restricted. */
export type AddressKind =
  | "public"
  /** Reached only where the operator allows it. */
  | "private"
  /** Reached only by an explicit `host:port` entry. */
  | "loopback"
  /** Metadata, link-local, multicast, embedded IPv4: reached by no entry at all. */
  | "never";

export type AddressClassifier = (address: string) => AddressKind;

/**
 * Sorts an IP address. Three classifiers are asked and the strictest answer stands, because each
 * one alone lets something through: both libraries take 168.63.129.16 and IPv6 outside 2000::/3
 * for public, `ipaddr.js` takes ::7f00:1 for ordinary, and a plain block list knows no NAT64.
 * What is not an address at all is `never`.
 */
export function classifyAddress(address: string): AddressKind {
  const own = classifyByTable(address);
  const library = classifyByLibrary(address);
  const host: AddressKind = isPublicRoutableHost(address) ? "public" : "private";
  return strictest(strictest(own, library), host);
}

/** Berth's own reading: the IANA special-purpose registries plus the metadata services of clouds. */
export function classifyByTable(address: string): AddressKind {
  const family = isIP(address);
  // A zone (fe80::1%eth0) picks an interface of this machine.
  if (family === 0 || address.includes("%")) return "never";
  if (family === 4) {
    if (neverV4.check(address, "ipv4")) return "never";
    if (loopbackV4.check(address, "ipv4")) return "loopback";
    return specialV4.check(address, "ipv4") ? "private" : "public";
  }
  if (loopbackV6.check(address, "ipv6")) return "loopback";
  if (neverV6.check(address, "ipv6")) return "never";
  if (!globalV6.check(address, "ipv6")) return "private";
  return specialV6.check(address, "ipv6") ? "private" : "public";
}

/** The reading of `ipaddr.js`, in our words. */
export function classifyByLibrary(address: string): AddressKind {
  if (!ipaddr.isValid(address) || isIP(address) === 0) return "never";
  const range = ipaddr.parse(address).range();
  if (range === "unicast") return "public";
  if (range === "loopback") return "loopback";
  return neverRanges.has(range) ? "never" : "private";
}

const order: AddressKind[] = ["public", "private", "loopback", "never"];

function strictest(first: AddressKind, second: AddressKind): AddressKind {
  return order.indexOf(first) >= order.indexOf(second) ? first : second;
}

const neverRanges = new Set<string>([
  "unspecified",
  "broadcast",
  "multicast",
  "linkLocal",
  "ipv4Mapped",
  "rfc6145",
  "rfc6052",
  "6to4",
  "teredo",
]);

const loopbackV4 = networks("ipv4", ["127.0.0.0/8"]);
const loopbackV6 = networks("ipv6", ["::1/128"]);

const neverV4 = networks("ipv4", [
  "0.0.0.0/8", // this host
  "169.254.0.0/16", // link-local; metadata of AWS, Azure, Google, ECS and EKS
  "224.0.0.0/4", // multicast
  "255.255.255.255/32", // broadcast
  "168.63.129.16/32", // Azure platform
  "100.100.100.200/32", // Alibaba metadata
  "192.0.0.192/32", // Oracle metadata
]);

const specialV4 = networks("ipv4", [
  "10.0.0.0/8",
  "100.64.0.0/10", // carrier-grade NAT
  "172.16.0.0/12",
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.31.196.0/24", // AS112
  "192.52.193.0/24", // AMT
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16",
  "192.175.48.0/24", // AS112
  "198.18.0.0/15", // benchmarking
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "240.0.0.0/4", // reserved
]);

const neverV6 = networks("ipv6", [
  "::/96", // unspecified and IPv4-compatible
  "::ffff:0:0/96", // IPv4-mapped
  "::ffff:0:0:0/96", // IPv4-translated
  "64:ff9b::/96", // NAT64
  "64:ff9b:1::/48", // NAT64, local use
  "2001::/32", // Teredo
  "2002::/16", // 6to4
  "fe80::/10", // link-local
  "fec0::/10", // site-local, deprecated
  "ff00::/8", // multicast
  "fd00:ec2::/32", // AWS metadata and its kin
  "fd00:c1::a9fe:a9fe/128", // Oracle metadata
  "fd00:42::42/128", // Scaleway metadata
  "fd20:ce::254/128", // Google metadata
]);

const globalV6 = networks("ipv6", ["2000::/3"]);

const specialV6 = networks("ipv6", [
  "2001::/23", // protocol assignments
  "2001:db8::/32", // documentation
  "2620:4f:8000::/48", // AS112
  "3fff::/20", // documentation
]);

function networks(family: "ipv4" | "ipv6", ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const slash = range.indexOf("/");
    list.addSubnet(range.slice(0, slash), Number(range.slice(slash + 1)), family);
  }
  return list;
}
