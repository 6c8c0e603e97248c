import type { Authorization } from "../authorization.ts";
import { parseChallenges, type ParsedChallenges } from "../challenge.ts";
import type { Answer, Exchange, ExchangePurpose, Stop } from "../check-event.ts";
import type { Clock } from "../clock.ts";
import { headerOf, headersOf } from "../headers.ts";
import type { Redactor } from "../redact.ts";
import { sanitize } from "../sanitize.ts";
import {
  TransportError,
  type NetworkEvent,
  type Transport,
  type TransportErrorCode,
  type TransportErrorDetail,
  type TransportRequest,
  type TransportResponse,
} from "../transport.ts";
import { readAnswer } from "./answer-facts.ts";
import { requestsSent } from "./requests-sent.ts";

/** Upper bounds of one check. */
export const requestsMax = 8;
export const durationMsMax = 15_000;

export type SendOptions = {
  purpose: ExchangePurpose;
  method: "GET" | "HEAD" | "POST";
  url: string;
  /** Shown in place of the address, where that holds a signature. */
  shownUrl?: string | undefined;
  bodyBytesMax: number;
  authorization?: Authorization | null | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | undefined;
  onNetwork?: ((event: NetworkEvent) => void) | undefined;
};

/** `stop` is null where the transport failed; the failure stands in the last exchange. */
export type Sent =
  | { ok: true; response: TransportResponse; answer: Answer; challenges: ParsedChallenges }
  | { ok: false; stop: Stop | null };

export type SessionOptions = {
  transport: Transport;
  clock: Clock;
  redactor: Redactor;
  signal?: AbortSignal | undefined;
  ca?: string | undefined;
  limits?: { requests?: number | undefined; durationMs?: number | undefined } | undefined;
};

/**
 * Sends the requests of one check, one at a time, within its budget of requests and time, and
 * writes down every exchange in a form that may be shown. Call `close` at the end.
 */
export class Session {
  readonly exchanges: Exchange[] = [];
  readonly #options: SessionOptions;
  readonly #abort = new AbortController();
  readonly #cancelTimer: () => void;
  readonly #onCallerAbort = () => this.#end({ reason: "cancelled" });
  #ended: Stop | null = null;
  #resolveEnd: (stop: Stop) => void = () => {};
  readonly #end$: Promise<Stop>;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#end$ = new Promise((resolve) => {
      this.#resolveEnd = resolve;
    });
    const { clock, signal, limits } = options;
    this.#cancelTimer = clock.after(Math.min(limits?.durationMs ?? Infinity, durationMsMax), () =>
      this.#end({ reason: "out-of-time" }),
    );
    if (signal?.aborted === true) this.#onCallerAbort();
    signal?.addEventListener("abort", this.#onCallerAbort, { once: true });
  }

  /** How many requests the budget still allows. */
  get requestsLeft(): number {
    const allowed = Math.min(this.#options.limits?.requests ?? Infinity, requestsMax);
    return Math.max(allowed - requestsSent(this.exchanges), 0);
  }

  async send(options: SendOptions): Promise<Sent> {
    if (this.#ended !== null) return { ok: false, stop: this.#ended };
    if (this.requestsLeft <= 0) return { ok: false, stop: { reason: "out-of-requests" } };
    const exchange = this.#record(options);
    const answered = this.#options.transport(this.#request(options, exchange));
    const result = await Promise.race([settle(answered), this.#end$]);
    exchange.durationMs = this.#options.clock.now() - exchange.at;
    if ("reason" in result) return { ok: false, stop: result };
    if (!result.ok) return this.#fail(exchange, result.error);
    return this.#answer(exchange, result.response);
  }

  close(): void {
    this.#cancelTimer();
    this.#options.signal?.removeEventListener("abort", this.#onCallerAbort);
  }

  #end(stop: Stop): void {
    this.#ended ??= stop;
    this.#resolveEnd(this.#ended);
    this.#abort.abort();
  }

  #record(options: SendOptions): Exchange {
    const exchange: Exchange = {
      purpose: options.purpose,
      method: options.method,
      url: this.#shownUrl(options.shownUrl ?? options.url),
      authorization: options.authorization?.scheme ?? "none",
      at: this.#options.clock.now(),
      durationMs: 0,
      network: [],
    };
    this.exchanges.push(exchange);
    return exchange;
  }

  #request(options: SendOptions, exchange: Exchange): TransportRequest {
    const { authorization, headers, onNetwork, ...request } = options;
    return {
      method: request.method,
      url: request.url,
      bodyBytesMax: request.bodyBytesMax,
      body: request.body,
      headers: {
        // A packed answer of 50 kB can unpack to 50 MB.
        "accept-encoding": "identity",
        ...headers,
        ...(authorization === null || authorization === undefined
          ? {}
          : { authorization: authorization.value }),
      },
      signal: this.#abort.signal,
      ca: this.#options.ca,
      noResend: this.requestsLeft === 0,
      onNetwork: (event) => {
        exchange.network.push(this.#cleanEvent(event));
        onNetwork?.(event);
      },
    };
  }

  #answer(exchange: Exchange, response: TransportResponse): Sent {
    const encoding = headerOf(response.headers, "content-encoding");
    if (encoding !== null && encoding.toLowerCase() !== "identity") {
      return this.#fail(exchange, { code: "encoding", detail: placeOf(exchange.url) });
    }
    const challenges = parseChallenges(headersOf(response.headers, "www-authenticate"));
    const answer = readAnswer(response, challenges, this.#options.redactor);
    exchange.answer = answer;
    return { ok: true, response, answer, challenges };
  }

  #fail(exchange: Exchange, failure: Failure): Sent {
    const { detail } = failure;
    exchange.failure = {
      code: failure.code,
      ...detail,
      ...(detail.issuer === undefined ? {} : { issuer: this.#clean(detail.issuer) }),
      ...(detail.subject === undefined ? {} : { subject: this.#clean(detail.subject) }),
      ...(detail.altNames === undefined
        ? {}
        : { altNames: detail.altNames.slice(0, 10).map((name) => this.#clean(name)) }),
    };
    return { ok: false, stop: null };
  }

  #cleanEvent(event: NetworkEvent): NetworkEvent {
    if (event.kind !== "tls") return event;
    return { ...event, issuer: this.#clean(event.issuer), subject: this.#clean(event.subject) };
  }

  /** The origin stays as it is: it was never given a secret, and the diagnosis reads it. */
  #shownUrl(url: string): string {
    const { origin } = new URL(url);
    return origin + sanitize(url.slice(origin.length), this.#options.redactor, 2048);
  }

  #clean(text: string): string {
    return sanitize(text, this.#options.redactor);
  }
}

type Failure = { code: TransportErrorCode; detail: TransportErrorDetail };

/** A late rejection, after the race is lost, must not end the process. */
function settle(
  answered: Promise<TransportResponse>,
): Promise<{ ok: true; response: TransportResponse } | { ok: false; error: Failure }> {
  return answered.then(
    (response) => ({ ok: true, response }),
    (error: unknown) => {
      if (error instanceof TransportError) return { ok: false, error };
      throw error;
    },
  );
}

function placeOf(url: string): TransportErrorDetail {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: Number(port || (protocol === "https:" ? 443 : 80)) };
}
