import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { nameKind } from "./host-name-rule.ts";
import type { Resolver } from "./resolve.ts";

/** A place Berth itself listens at or keeps its data in: its API, its database, its key service. */
export type OwnEndpoint = { host: string; port: number };

/**
 * Does a destination lead back to Berth itself? An operator who opens a wide network does not mean
 * to let an organization's admin talk to Berth's database.
 * An own name that cannot be resolved counts as reached.
 */
export async function reachesOwnEndpoint(
  destination: { name: string; port: number; addresses: readonly string[] },
  endpoints: readonly OwnEndpoint[],
  resolver: Resolver,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { host, port } of endpoints) {
    if (port !== destination.port) continue;
    const name = host.replace(/^\[|\]$/g, "").toLowerCase();
    if (name === destination.name) return true;
    const own = await addressesOf(name, resolver, signal);
    if (own === null) return true;
    if (destination.addresses.some((address) => own.some((one) => sameAddress(one, address)))) {
      return true;
    }
  }
  return false;
}

/** Compares two spellings of an IP address. */
export function sameAddress(first: string, second: string): boolean {
  if (!ipaddr.isValid(first) || !ipaddr.isValid(second)) return false;
  return ipaddr.process(first).toString() === ipaddr.process(second).toString();
}

async function addressesOf(
  name: string,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<string[] | null> {
  if (name === "0.0.0.0" || name === "::") return localAddresses();
  if (ipaddr.isValid(name)) return [name];
  if (nameKind(name) === "loopback") return ["127.0.0.1", "::1"];
  const answer = await resolver(name, signal);
  return answer.ok ? answer.addresses : null;
}

function localAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address),
  );
}
