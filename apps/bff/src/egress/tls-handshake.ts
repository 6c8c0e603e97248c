import type { Socket } from "node:net";
import { isIP } from "node:net";
import { connect } from "node:tls";
import type { SecureContext, TLSSocket } from "node:tls";
import { certificateFacts, withCertificate, type CertificateFacts } from "@berth/registry-client";
import { abortError, toTransportError } from "./transport-error.ts";
import type { Destination } from "./transport-error.ts";

export type Handshake = { socket: TLSSocket; certificate: CertificateFacts | null };

/**
 * Speaks TLS 1.2 or newer over a connected socket, with name and chain checked. There is no way to
 * skip the check, and none of Node's environment switches reaches it.
 * @throws {TransportError} with what the refused certificate says about itself.
 */
export function handshake(
  raw: Socket,
  options: { name: string; trust?: SecureContext | undefined; destination: Destination },
  signal: AbortSignal,
): Promise<Handshake> {
  const { name, trust, destination } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: raw,
      host: name,
      // RFC 6066: an address is never sent as server name.
      ...(isIP(name) === 0 && { servername: name }),
      ...(trust !== undefined && { secureContext: trust }),
      minVersion: "TLSv1.2",
      ALPNProtocols: ["http/1.1"],
      rejectUnauthorized: true,
    });
    let certificate: CertificateFacts | null = null;
    const abandon = () => {
      fail(abortError(signal, destination));
    };
    const settle = () => {
      signal.removeEventListener("abort", abandon);
      socket.removeListener("error", fail);
      socket.removeListener("close", closed);
    };
    const fail = (error: unknown) => {
      settle();
      // A socket that fails twice must not take the process down.
      socket.on("error", () => {});
      socket.destroy();
      raw.destroy();
      reject(withCertificate(toTransportError(error, destination), certificate));
    };
    const closed = () => {
      fail(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    };
    // Before the chain is judged, so that a refused certificate can still be described.
    socket.prependOnceListener("secure", () => {
      certificate = certificateFacts(socket.getPeerCertificate());
    });
    socket.once("error", fail);
    socket.once("close", closed);
    socket.once("secureConnect", () => {
      if (!socket.authorized) {
        fail(Object.assign(new Error("unauthorized"), { code: "CERT_UNTRUSTED" }));
        return;
      }
      settle();
      resolve({ socket, certificate });
    });
    signal.addEventListener("abort", abandon, { once: true });
    if (signal.aborted) abandon();
  });
}
