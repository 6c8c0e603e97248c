import type { Socket } from "node:net";
import {
  isResendable,
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "@berth/registry-client";
import type { Dispatcher, request as Request } from "undici";
import { createDispatcher } from "../net/dispatcher.ts";
import { proxyUrlFor } from "../net/proxy-for.ts";
import { registryCertificates, trustedCertificates } from "../net/trusted-certificates.ts";
import type { Settings } from "../settings.ts";
import { toTransportError } from "./transport-error.ts";
import { watchedConnect, type Tell } from "./watched-connect.ts";

const headersMs = 10_000;

export type CheckTransport = { transport: Transport; close: () => Promise<void> };

/** The way to one origin. Without a proxy it also knows the socket in use. */
type Way = { dispatcher: Dispatcher; proxied: boolean; tell: Tell; socket: Socket | null };

/**
 * The way out of this machine for a check: its own names and routes, its proxy, its certificates. What
 * happens below HTTP is told, as far as no proxy stands in between.
 */
export async function openCheckTransport(
  settings: Settings,
  registryHost: string,
): Promise<CheckTransport> {
  const { request } = await import("../net/undici.ts");
  const open = new Map<string, Way>();

  const wayTo = async (url: URL): Promise<Way> => {
    const found = open.get(url.origin);
    if (found !== undefined) return found;
    const proxy = proxyUrlFor(url, settings.environment);
    const https = url.protocol === "https:";
    const own = url.host === registryHost ? { registry: registryHost } : {};
    const way =
      proxy !== null
        ? {
            dispatcher: await createDispatcher(settings, { https, proxy, ...own }),
            proxied: true,
            tell: () => {},
            socket: null,
          }
        : await watchedWay(settings, registryHost);
    open.set(url.origin, way);
    return way;
  };

  const transport: Transport = async (asked) => {
    const url = new URL(asked.url);
    const way = await wayTo(url);
    let told = 0;
    way.tell = (event) => {
      told += 1;
      asked.onNetwork?.(event);
    };
    const onReused = () => {
      if (told === 0) asked.onNetwork?.({ kind: "reused" });
    };
    const { socket } = way;
    const bytesBefore = socket?.bytesRead;
    try {
      return await exchange(request, way, asked, url, onReused);
    } catch (err) {
      const failure = toTransportError(err, placeOf(url), way.proxied);
      const reused = socket !== null && told === 0;
      const unanswered = socket?.bytesRead === bytesBefore;
      if (!isResendable(asked, { failure, reused, unanswered })) throw failure;
      onReused();
      asked.onNetwork?.({ kind: "resent" });
      return await exchange(request, way, asked, url, () => {});
    }
  };
  return {
    transport,
    close: async () => {
      await Promise.all([...open.values()].map(({ dispatcher }) => dispatcher.destroy()));
    },
  };
}

async function exchange(
  request: typeof Request,
  { dispatcher, proxied }: Way,
  asked: TransportRequest,
  url: URL,
  onAnswer: () => void,
): Promise<TransportResponse> {
  const startedAt = performance.now();
  const where = placeOf(url);
  const abort = new AbortController();
  const end = (code: "headers-timeout" | "aborted") => () =>
    abort.abort(new TransportError(code, where));
  const late = setTimeout(end("headers-timeout"), headersMs);
  const ended = end("aborted");
  asked.signal?.addEventListener("abort", ended, { once: true });
  try {
    const answer = await request(url, {
      method: asked.method,
      headers: asked.headers,
      body: asked.body ?? null,
      dispatcher,
      signal: abort.signal,
      // Otherwise the connection is closed after every HEAD.
      reset: false,
    });
    clearTimeout(late);
    onAnswer();
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > asked.bodyBytesMax) throw new TransportError("body-too-large", where);
      chunks.push(chunk);
    }
    const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name.toLowerCase(), one]),
    );
    const durationMs = performance.now() - startedAt;
    return { status: answer.statusCode, headers, body: Buffer.concat(chunks), durationMs };
  } catch (err) {
    throw toTransportError(err, where, proxied);
  } finally {
    clearTimeout(late);
    asked.signal?.removeEventListener("abort", ended);
  }
}

function placeOf({ hostname, port, protocol }: URL) {
  return { host: hostname, port: Number(port || (protocol === "https:" ? 443 : 80)) };
}

/** One connection at a time, whose opening is told step by step. */
async function watchedWay(settings: Settings, registryHost: string): Promise<Way> {
  const { Agent } = await import("../net/undici.ts");
  const aside = registryCertificates(registryHost);
  const ca = [...trustedCertificates(settings.environment, settings.extraCa), ...aside.ca];
  const dial = watchedConnect({ ca, ...aside.client }, (event) => way.tell(event));
  const dispatcher = new Agent({
    connections: 1,
    maxHeaderSize: 16 * 1024,
    connect: (target, callback) => {
      dial(target, (...result) => {
        const socket: Socket | null | undefined = result[1];
        if (socket) way.socket = socket;
        callback(...result);
      });
    },
  });
  const way: Way = { dispatcher, proxied: false, tell: () => {}, socket: null };
  return way;
}
