import { connect } from "node:net";
import type { Socket } from "node:net";

export type DialTarget = { address: string; port: number };

/**
 * Opens a TCP connection to a literal address, or rejects with the system's error.
 * On abort the half-open socket is destroyed.
 */
export type Dialer = (target: DialTarget, signal: AbortSignal) => Promise<Socket>;

export const dial: Dialer = ({ address, port }, signal) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, autoSelectFamily: false });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const abandon = () => {
      socket.destroy(signal.reason as Error);
    };
    const settle = () => {
      signal.removeEventListener("abort", abandon);
      socket.removeListener("error", fail);
    };
    const fail = (error: Error) => {
      settle();
      reject(error);
    };
    socket.once("error", fail);
    socket.once("connect", () => {
      settle();
      resolve(socket);
    });
    signal.addEventListener("abort", abandon, { once: true });
    if (signal.aborted) abandon();
  });
