import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Settings } from "../settings.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { BehindProxy } from "./network-cause.ts";
import { proxyFor, proxyUrlFor } from "./proxy-for.ts";

export type Answer = Dispatcher.ResponseData;

/** As much of an answer as Node's own client gives as well. */
export type BareAnswer = {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: Readable;
};

export type SendOptions = {
  method: "GET" | "HEAD" | "POST" | "PATCH";
  headers: Record<string, string>;
  body?: string | undefined;
  signal?: AbortSignal | undefined;
};

/** Sends one request and follows nothing. Rejects where no answer comes; the body is a stream. */
export type Send = (url: URL, options: SendOptions) => Promise<Answer>;

/** The same towards Berth, whose answers are short. */
export type BerthSend = (url: URL, options: SendOptions) => Promise<BareAnswer>;

export type Sender = { send: Send; close: () => Promise<void> };

/**
 * Opens the way out. Requests to `registry`'s origin use the certificates put aside for that registry;
 * no other origin is ever shown its client certificate.
 */
export async function createSender(
  settings: Settings,
  registry?: { host: string; origin: string },
): Promise<Sender> {
  const { request } = await import("./undici.ts");
  const { createDispatcher } = await import("./dispatcher.ts");
  const open = new Map<string, Promise<Dispatcher>>();
  const dispatcherFor = (url: URL) => {
    const https = url.protocol === "https:";
    const own = registry !== undefined && url.origin === registry.origin;
    const proxy = proxyUrlFor(url, settings.environment);
    const kind = `${https} ${own} ${proxy?.href}`;
    const known = open.get(kind);
    if (known !== undefined) return known;
    const made = createDispatcher(settings, {
      https,
      proxy,
      ...(own ? { registry: registry.host } : {}),
    });
    open.set(kind, made);
    return made;
  };
  return {
    send: async (url, { method, headers, body, signal }) => {
      const sent = request(url, {
        method,
        headers,
        dispatcher: await dispatcherFor(url),
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
      const proxy = proxyFor(url, settings.environment);
      return proxy === null
        ? sent
        : sent.catch((err: unknown) => {
            throw new BehindProxy(proxy, err);
          });
    },
    close: async () => {
      const all = await Promise.all(open.values());
      await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** The whole body as text. @throws where it is longer than `bytesMax`: what follows isn't read. */
export async function readBody(answer: BareAnswer, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bytesMax) {
      answer.body.destroy();
      throw new BodyTooLarge(bytesMax);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";

  constructor(bytesMax: number) {
    super(`the body is longer than ${bytesMax} bytes`);
  }
}

/** Reads a body nobody wants, so that its socket can be used again. */
export function discard(answer: Answer): void {
  answer.body.on("error", () => {});
  void answer.body.dump({ limit: 64 * 1024 }).catch(() => {});
}

/** The first value of a header. */
export function headerOf(answer: BareAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** All values of a header. */
export function headersOf(answer: Answer, name: string): string[] {
  const value = answer.headers[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
