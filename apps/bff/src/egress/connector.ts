import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { NetworkEvent, TransportError } from "@berth/registry-client";
import { admit } from "./admit.ts";
import type { AdmitParts } from "./admit.ts";
import type { Dialer } from "./dial.ts";
import { sameAddress } from "./own-endpoints.ts";
import { failure, refuseIf, within } from "./phase.ts";
import type { PhaseRequest } from "./phase.ts";
import { handshake } from "./tls-handshake.ts";
import { toTransportError } from "./transport-error.ts";

export type ConnectorParts = AdmitParts & { dialer: Dialer };

export type ConnectRequest = PhaseRequest & {
  /** Whom to trust beside the public authorities. */
  trust?: SecureContext | undefined;
  onNetwork: (event: NetworkEvent) => void;
};

/**
 * Opens the socket for one target: judge the name, resolve it once, judge every address, dial one
 * of exactly these, make sure that one answered, then TLS. A DNS answer that changes afterwards
 * changes nothing, because nothing is looked up again.
 * @throws {TransportError}
 */
export async function openSocket(parts: ConnectorParts, request: ConnectRequest): Promise<Socket> {
  const { target } = request;
  const { addresses, durationMs } = await admit(parts, request);

  // Told only now: the addresses of a refused destination are nobody's business.
  const { name, kind } = target.host;
  if (kind === "name") {
    request.onNetwork({ kind: "dns", host: name, addresses: [...addresses], durationMs });
  }
  const raw = await dialFirst(parts, request, addresses);
  return target.scheme === "http" ? raw : secure(parts, request, raw);
}

/**
 * Tries the addresses in their order until one accepts, within one limit for all. Nothing has been
 * sent by then, so this repeats no request.
 */
async function dialFirst(
  parts: ConnectorParts,
  request: ConnectRequest,
  addresses: readonly string[],
): Promise<Socket> {
  const { port } = request.target.host;
  const startedAt = parts.clock();
  return within(parts.limits.connectMs, request, "connect-timeout", async (signal) => {
    let last: TransportError | undefined;
    for (const address of addresses) {
      try {
        const socket = await parts.dialer({ address, port }, signal);
        // Until somebody reads from it, a reset must not become an uncaught error.
        socket.on("error", () => {});
        if (signal.aborted) {
          socket.destroy();
          break;
        }
        if (!isPeer(socket, address, port)) {
          socket.destroy();
          refuseIf("other-peer", request, address);
        }
        request.onNetwork({
          kind: "connect",
          address,
          port,
          durationMs: parts.clock() - startedAt,
        });
        return socket;
      } catch (error) {
        const { name } = request.target.host;
        last = toTransportError(error, { host: name, port, address });
        if (last.code === "refused-by-policy" || signal.aborted) break;
      }
    }
    throw last ?? failure("unreachable", request);
  });
}

function isPeer(socket: Socket, address: string, port: number): boolean {
  return sameAddress(socket.remoteAddress ?? "", address) && socket.remotePort === port;
}

async function secure(
  parts: ConnectorParts,
  request: ConnectRequest,
  raw: Socket,
): Promise<Socket> {
  const { name, port } = request.target.host;
  const destination = { host: name, port, address: raw.remoteAddress };
  const startedAt = parts.clock();
  try {
    const { socket, certificate } = await within(
      parts.limits.tlsMs,
      request,
      // The other side accepted the connection and then kept silent.
      "headers-timeout",
      (signal) => handshake(raw, { name, trust: request.trust, destination }, signal),
    );
    request.onNetwork({
      kind: "tls",
      protocol: socket.getProtocol() ?? "",
      validTo: certificate?.validTo ?? "",
      issuer: certificate?.issuer ?? "",
      subject: certificate?.subject ?? "",
      durationMs: parts.clock() - startedAt,
    });
    return socket;
  } catch (error) {
    raw.destroy();
    throw error;
  }
}
