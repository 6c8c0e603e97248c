import { connect, type Socket } from "node:net";
import type { FakeCloud } from "./fake-cloud.ts";

type Answer = { ok: true; addresses: string[] } | { ok: false; code: "not-found"; osCode: string };

/** How a client finds and reaches the fakes as though they were the vendors. */
export type VendorNetwork = {
  /** Gives every vendor's name a public address of its own; nobody else has one. */
  resolver: (name: string) => Promise<Answer>;
  /** Leads these addresses to the fakes, loopback to itself, and nothing anywhere else. */
  dialer: (target: { address: string; port: number }, signal: AbortSignal) => Promise<Socket>;
};

/** A network of its own for tests and demos: no name is asked for outside, no packet leaves. */
export function vendorNetwork(hosts: FakeCloud["hosts"]): VendorNetwork {
  const names = [...hosts.keys()];
  const addressOf = (name: string) => `11.0.0.${names.indexOf(name) + 1}`;
  const originAt = new Map([...hosts].map(([name, origin]) => [addressOf(name), new URL(origin)]));
  return {
    resolver: async (name) =>
      hosts.has(name)
        ? { ok: true, addresses: [addressOf(name)] }
        : { ok: false, code: "not-found", osCode: "ENOTFOUND" },
    dialer: async ({ address, port }, signal) => {
      const origin = port === 443 ? originAt.get(address) : undefined;
      if (origin === undefined) {
        if (!address.startsWith("127.")) throw unreachable(address);
        return await open({ host: address, port }, signal);
      }
      const socket = await open({ host: origin.hostname, port: Number(origin.port) }, signal);
      // Clients make sure that the address they dialled is the one that answers.
      Object.defineProperties(socket, {
        remoteAddress: { value: address },
        remotePort: { value: port },
      });
      return socket;
    },
  };
}

function open(target: { host: string; port: number }, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...target, signal });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.removeListener("error", reject);
      resolve(socket);
    });
  });
}

function unreachable(address: string): Error {
  return Object.assign(new Error(`nothing is at ${address}`), { code: "ENETUNREACH" });
}
