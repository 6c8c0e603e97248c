import type { Socket } from "node:net";
import { Client } from "undici";
import type { buildConnector } from "undici";
import type { EgressLimits } from "./limits.ts";

/** A client that carries one request at a time over at most one socket. */
export type Lease = {
  client: Client;
  /** What its socket has received so far, in bytes of HTTP. */
  bytesRead: () => number;
  /** Gives the socket back for the next request under the same key. */
  release: () => void;
  /** Closes the socket; after a failure nobody knows what is still on the wire. */
  destroy: () => void;
};

export type OpenSocket = () => Promise<Socket>;

export type SocketCounts = { busy: number; idle: number };

export type SocketPool = {
  /** `open` is called if and when this lease needs a new socket; `fresh` takes none that is open. */
  lease: (key: string, origin: string, open: OpenSocket, fresh?: boolean) => Lease;
  /** `busy` carry a request right now, `idle` wait for their next one. */
  counts: () => SocketCounts;
  close: () => Promise<void>;
};

type Pooled = { client: Client; key: string; opener: Opener };
type Opener = {
  /** Who opens a socket for this client right now: the lease that holds it, or nobody. */
  open: OpenSocket | null;
  /** The last one that was opened. */
  socket: Socket | null;
};

/**
 * Keeps sockets between requests, strictly by key. Requests that follow one another share one
 * socket; requests at the same time get one each, so that a hanging answer delays nobody else.
 */
export function createSocketPool(limits: EgressLimits): SocketPool {
  /** Oldest first. */
  const idle = new Set<Pooled>();
  const leased = new Set<Pooled>();

  const discard = (pooled: Pooled) => {
    idle.delete(pooled);
    leased.delete(pooled);
    pooled.opener.open = null;
    return pooled.client.destroy();
  };

  return {
    lease: (key, origin, open, fresh = false) => {
      const known = fresh ? undefined : [...idle].findLast((pooled) => pooled.key === key);
      const pooled = known ?? createPooled(key, origin, limits);
      if (known === undefined) {
        pooled.client.on("disconnect", () => {
          if (idle.has(pooled)) void discard(pooled);
        });
      }
      idle.delete(pooled);
      leased.add(pooled);
      pooled.opener.open = open;
      return {
        client: pooled.client,
        bytesRead: () => pooled.opener.socket?.bytesRead ?? 0,
        release: () => {
          if (!leased.delete(pooled)) return;
          pooled.opener.open = null;
          if (!pooled.client.stats.connected) {
            void discard(pooled);
            return;
          }
          idle.add(pooled);
          const oldest = idle.values().next();
          if (idle.size > limits.idleSocketsMax && !oldest.done) void discard(oldest.value);
        },
        destroy: () => {
          void discard(pooled);
        },
      };
    },
    counts: () => ({ busy: leased.size, idle: idle.size }),
    close: async () => {
      await Promise.all([...idle, ...leased].map(discard));
    },
  };
}

function createPooled(key: string, origin: string, limits: EgressLimits): Pooled {
  const opener: Opener = { open: null, socket: null };
  const client = new Client(origin, {
    allowH2: false,
    pipelining: 1,
    // Time is kept by the exchange; undici's own timers are coarse and restart with every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: limits.idleSocketMs,
    keepAliveMaxTimeout: limits.idleSocketMs,
    keepAliveTimeoutThreshold: 1_000,
    maxHeaderSize: limits.headerBytesMax,
    connect: (_options, callback) => {
      void handOver(opener, callback);
    },
  });
  return { client, key, opener };
}

async function handOver(opener: Opener, callback: buildConnector.Callback): Promise<void> {
  let socket: Socket;
  try {
    if (opener.open === null) throw new Error("no request asks for a socket");
    socket = await opener.open();
    opener.socket = socket;
  } catch (error) {
    callback(error instanceof Error ? error : new Error("no socket"), null);
    return;
  }
  callback(null, socket);
}
