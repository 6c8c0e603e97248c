import { TransportError } from "@berth/registry-client";
import type {
  TransportErrorCode,
  TransportRequest,
  TransportResponse,
} from "@berth/registry-client";
import type { Client, Dispatcher } from "undici";
import type { EgressLimits } from "./limits.ts";
import { abortError, toTransportError } from "./transport-error.ts";
import type { Destination } from "./transport-error.ts";

export type Exchange = {
  client: Client;
  request: TransportRequest;
  url: URL;
  destination: Destination;
  signal: AbortSignal;
  limits: EgressLimits;
  /** The request goes out now, over a socket that is open. */
  onSent: () => void;
};

/**
 * Sends one request over a client's socket and reads the whole answer, within the limits on time,
 * headers and body. After a failure the client must be destroyed.
 * @throws {TransportError}
 */
export function exchange(given: Exchange): Promise<Omit<TransportResponse, "durationMs">> {
  const { client, request, url, destination, signal, limits } = given;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: Array<[string, string]> = [];
    let bodyBytes = 0;
    let informational = 0;
    let timer: NodeJS.Timeout | undefined;
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;

    const settle = () => {
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", abandon);
    };
    const fail = (error: TransportError) => {
      if (settled) return;
      settle();
      controller?.abort(error);
      reject(error);
    };
    const failWith = (code: TransportErrorCode) => {
      fail(new TransportError(code, { ...destination }));
    };
    const abandon = () => {
      fail(abortError(signal, destination));
    };
    const limit = (milliseconds: number, code: TransportErrorCode) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        failWith(code);
      }, milliseconds);
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        controller = started;
        if (settled) {
          started.abort(new Error("abandoned"));
          return;
        }
        given.onSent();
        limit(limits.headersMs, "headers-timeout");
      },
      onResponseStart: (started, statusCode) => {
        if (statusCode < 200) {
          informational += 1;
          if (informational > limits.informationalMax) failWith("protocol");
          return;
        }
        status = statusCode;
        headers = readHeaders(started.rawHeaders);
        const problem = headProblem(headers, request, limits);
        if (problem !== null) {
          failWith(problem);
          return;
        }
        limit(limits.idleMs, "timeout");
      },
      onResponseData: (_started, chunk) => {
        bodyBytes += chunk.length;
        if (bodyBytes > request.bodyBytesMax) {
          failWith("body-too-large");
          return;
        }
        chunks.push(chunk);
        limit(limits.idleMs, "timeout");
      },
      onResponseEnd: () => {
        if (settled) return;
        settle();
        resolve({ status, headers, body: new Uint8Array(Buffer.concat(chunks)) });
      },
      onResponseError: (_started, error) => {
        fail(toTransportError(error, destination));
      },
    };

    signal.addEventListener("abort", abandon, { once: true });
    if (signal.aborted) {
      abandon();
      return;
    }
    try {
      client.dispatch(
        {
          method: request.method,
          path: `${url.pathname}${url.search}`,
          headers: request.headers,
          body: request.body ?? null,
          // undici closes after every HEAD, in case a server sends a body; such a body would be
          // read as an answer nobody asked for, which closes the socket all the same.
          reset: false,
        },
        handler,
      );
    } catch (error) {
      fail(toTransportError(error, destination));
    }
  });
}

function readHeaders(raw: unknown): Array<[string, string]> {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map((part) => (Buffer.isBuffer(part) ? part.toString("latin1") : String(part)));
  const pairs: Array<[string, string]> = [];
  for (let index = 0; index + 1 < texts.length; index += 2) {
    pairs.push([(texts[index] ?? "").toLowerCase(), (texts[index + 1] ?? "").trim()]);
  }
  return pairs;
}

function headProblem(
  headers: Array<[string, string]>,
  request: TransportRequest,
  limits: EgressLimits,
): TransportErrorCode | null {
  if (headers.length > limits.headerLinesMax) return "headers-too-large";
  const all = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value);

  // We ask for `identity`; an answer that is encoded all the same could unfold without limit.
  const encodings = all("content-encoding").filter((value) => value.toLowerCase() !== "identity");
  if (encodings.some((value) => value !== "")) return "encoding";

  const lengths = all("content-length");
  // Two ways of telling where a body ends are two bodies (RFC 9112, 6.3).
  if (lengths.length > 1 || (lengths.length === 1 && all("transfer-encoding").length > 0)) {
    return "protocol";
  }
  const length = lengths[0];
  if (length !== undefined && !/^[0-9]{1,15}$/.test(length)) return "protocol";
  if (request.method !== "HEAD" && Number(length ?? 0) > request.bodyBytesMax) {
    return "body-too-large";
  }
  return null;
}
