import { lookup as lookUp, type LookupAddress } from "node:dns";
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls, TLSSocket, type ConnectionOptions } from "node:tls";
import {
  certificateFacts,
  TransportError,
  withCertificate,
  type CertificateFacts,
  type NetworkEvent,
} from "@berth/registry-client";
import type { buildConnector } from "undici";
import { toTransportError } from "./transport-error.ts";

const usualMs = 5_000;

export type Tell = (event: NetworkEvent) => void;

/**
 * Opens connections for the HTTP client and tells each step. Its own connector gives no socket where a certificate is
 * refused, and then nobody could say which one that was.
 */
export function watchedConnect(
  trust: Pick<ConnectionOptions, "ca" | "cert" | "key">,
  tell: Tell,
  connectMs = usualMs,
): buildConnector.connector {
  const lookup = watchedLookup(tell);
  return ({ hostname: host, port: portText, protocol }, callback) => {
    const https = protocol === "https:";
    const port = Number(portText || (https ? 443 : 80));
    const startedAt = performance.now();
    const socket = https
      ? connectTls({
          ...trust,
          host,
          port,
          lookup,
          ...(isIP(host) === 0 && { servername: host }),
          ALPNProtocols: ["http/1.1"],
          rejectUnauthorized: true,
        })
      : connectTcp({ host, port, lookup });
    socket.setNoDelay(true);

    let certificate: CertificateFacts | null = null;
    if (socket instanceof TLSSocket) {
      // Before the chain is judged, so that a refused certificate can still be described.
      socket.prependOnceListener("secure", () => {
        certificate = certificateFacts(socket.getPeerCertificate());
      });
    }
    let answered = false;
    socket.once("connect", () => (answered = true));
    const late = setTimeout(() => {
      // The other side may have accepted the connection and then kept silent.
      const code = answered ? "headers-timeout" : "connect-timeout";
      socket.destroy(new TransportError(code, { host, port }));
    }, connectMs);
    const fail = (err: Error) => {
      clearTimeout(late);
      socket.destroy();
      callback(withCertificate(toTransportError(err, { host, port }), certificate), null);
    };
    socket.once("error", fail);
    socket.once(https ? "secureConnect" : "connect", () => {
      clearTimeout(late);
      socket.off("error", fail);
      tellConnection(socket, certificate, performance.now() - startedAt, tell);
      callback(null, socket);
    });
  };
}

function watchedLookup(tell: Tell): LookupFunction {
  return (host, options, callback) => {
    const startedAt = performance.now();
    lookUp(host, options, (err, address, family) => {
      if (err === null) {
        const all: LookupAddress[] = Array.isArray(address)
          ? address
          : [{ address, family: family ?? 4 }];
        const addresses = all.map((one) => one.address);
        tell({ kind: "dns", host, addresses, durationMs: performance.now() - startedAt });
      }
      callback(err, address, family);
    });
  };
}

function tellConnection(
  socket: Socket,
  certificate: CertificateFacts | null,
  durationMs: number,
  tell: Tell,
): void {
  const { remoteAddress = "", remotePort = 0 } = socket;
  tell({ kind: "connect", address: remoteAddress, port: remotePort, durationMs });
  if (!(socket instanceof TLSSocket)) return;
  const { validTo = "", subject = "", issuer = "" } = certificate ?? {};
  tell({
    kind: "tls",
    protocol: socket.getProtocol() ?? "",
    validTo,
    subject,
    issuer,
    durationMs,
  });
}
