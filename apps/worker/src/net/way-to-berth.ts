import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Settings } from "../settings.ts";
import { proxyFor } from "./proxy-for.ts";
import type { BareAnswer, BerthSend, SendOptions } from "./send.ts";

export type WayToBerth = { send: BerthSend; close: () => Promise<void> };

const connectMs = 10_000;

/**
 * Opens the way to Berth. Without a proxy it is Node's own client: a credential helper runs for every
 * pull, and loading the library that knows proxies takes longer than the whole rest.
 */
export async function openWayToBerth(settings: Settings): Promise<WayToBerth> {
  const url = new URL(settings.url);
  if (proxyFor(url, settings.environment) !== null) {
    const { createSender } = await import("./send.ts");
    return createSender(settings);
  }
  const { Agent, request, tls } = await clientFor(url, settings);
  const agent = new Agent({ keepAlive: true, ...tls });
  return {
    send: (to, options) =>
      send((given, answered) => request(to, { ...given, agent }, answered), options),
    close: async () => agent.destroy(),
  };
}

/** Loads no more than the protocol needs: TLS alone takes half as long as a start of Node. */
async function clientFor({ protocol }: URL, { environment, extraCa }: Settings) {
  if (protocol !== "https:") {
    const { Agent, request } = await import("node:http");
    return { Agent, request, tls: {} };
  }
  const { Agent, request } = await import("node:https");
  const { trustedCertificates } = await import("./trusted-certificates.ts");
  return { Agent, request, tls: { ca: trustedCertificates(environment, extraCa) } };
}

type Request = (
  options: RequestOptions,
  answered: (message: IncomingMessage) => void,
) => ClientRequest;

function send(request: Request, options: SendOptions): Promise<BareAnswer> {
  const { method, headers, body, signal } = options;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request(
      { method, headers: { ...headers, ...length }, ...(signal === undefined ? {} : { signal }) },
      (message) =>
        resolve({
          statusCode: message.statusCode ?? 0,
          headers: message.headers,
          body: message,
        }),
    );
    // Counts until the socket is open; how long an answer may take is the caller's business.
    sent.once("socket", (socket) => {
      if (!socket.connecting) return;
      const timer = setTimeout(() => sent.destroy(timedOut()), connectMs);
      const open = () => clearTimeout(timer);
      socket.once("connect", open).once("close", open);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

function timedOut(): Error {
  return Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" });
}
