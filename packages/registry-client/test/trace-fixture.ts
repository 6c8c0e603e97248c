import type { Answer, CheckTrace, Exchange } from "../src/check-event.ts";
import type { TransportErrorCode } from "../src/transport.ts";

const origin = "https://reg.example.com";
export const manifestUrl = `${origin}/v2/ml/train/manifests/v2`;
export const tokenUrl = `${origin}/token?service=reg&scope=repository%3Aml%2Ftrain%3Apull`;

/** A trace that ended after these exchanges. */
export function traceOf(exchanges: Exchange[], changes: Partial<CheckTrace> = {}): CheckTrace {
  return {
    version: 1,
    profile: "full",
    image: {
      written: "reg.example.com/ml/train:v2",
      canonical: "reg.example.com/ml/train",
      host: "reg.example.com",
      path: "ml/train",
      reference: "v2",
    },
    registry: {
      type: "standard",
      name: "ML images",
      origin,
      userNameRule: "Use the robot's full name.",
    },
    username: "alice",
    startedAt: 0,
    durationMs: 900,
    steps: [],
    exchanges,
    control: "private",
    token: null,
    manifest: null,
    rateLimit: null,
    notices: [],
    stop: null,
    remembered: null,
    basis: null,
    ...changes,
  };
}

/** An exchange with an answer; `error` is one entry of the error body. */
export function answered(
  purpose: Exchange["purpose"],
  status: number,
  more: {
    error?: { code?: string; message: string } | null;
    shape?: NonNullable<Answer["error"]>["shape"];
    challenge?: Answer["challenges"][number];
    contentType?: string;
    headers?: Answer["headers"];
    authorization?: Exchange["authorization"];
  } = {},
): Exchange {
  const {
    error,
    shape = "registry",
    challenge,
    contentType = "application/json",
    headers = [],
  } = more;
  return {
    ...exchangeOf(purpose, more.authorization),
    answer: {
      status,
      contentType,
      bodyBytes: 0,
      headers,
      challenges: challenge === undefined ? [] : [challenge],
      ...(error === undefined || error === null ? {} : { error: { shape, entries: [error] } }),
    },
  };
}

/** An exchange that the transport couldn't finish. */
export function failed(
  purpose: Exchange["purpose"],
  code: TransportErrorCode,
  more: { url?: string } & Partial<NonNullable<Exchange["failure"]>> = {},
): Exchange {
  const { url, ...detail } = more;
  const exchange = exchangeOf(purpose);
  const target = new URL(url ?? exchange.url);
  return {
    ...exchange,
    url: target.href,
    failure: { code, host: target.hostname, port: 443, ...detail },
  };
}

function exchangeOf(
  purpose: Exchange["purpose"],
  authorization?: Exchange["authorization"],
): Exchange {
  const usual = purpose.startsWith("control") ? "none" : purpose === "token" ? "basic" : "bearer";
  return {
    purpose,
    method: purpose.endsWith("head") ? "HEAD" : "GET",
    url: purpose.endsWith("token") ? tokenUrl : manifestUrl,
    authorization: authorization ?? usual,
    at: 0,
    durationMs: 20,
    network: [],
  };
}
