import type { MiddlewareHandler } from "hono";
import { inRequestSpan, SpanStatusCode } from "../../tracing.ts";
import type { HttpEnv } from "../http-env.ts";
import type { AnsweredRequest } from "./access-log.ts";

export type TracedRequest = {
  requestId: string;
  method: string;
  peer: string | undefined;
  header: (name: string) => string | undefined;
};

type Answered = Pick<
  AnsweredRequest,
  "route" | "status" | "organizationId" | "workerTokenId" | "apiTokenId"
>;

/**
 * One span for each request, under the pattern of its path. Where it stands in somebody else's trace is
 * believed only from proxies that the operator named: a stranger could otherwise have everything recorded.
 */
export type RequestSpans = (
  request: TracedRequest,
  answer: () => Promise<Answered>,
) => Promise<void>;

export function createRequestSpans(isTrusted: (peer: string | undefined) => boolean): RequestSpans {
  return async ({ requestId, method, peer, header }, answer) => {
    const from = isTrusted(peer) ? traceHeaders(header) : null;
    const attributes = { "berth.request_id": requestId };
    await inRequestSpan(from, { name: "request", attributes }, async (span) => {
      const { status, ...answered } = await answer();
      if (!span.isRecording()) return;
      const route = answered.route ?? "none";
      span.updateName(`${knownMethods.has(method) ? method : "other"} ${route}`);
      span.setAttributes({
        "http.request.method": knownMethods.has(method) ? method : "_OTHER",
        "http.route": route,
        "http.response.status_code": status,
        ...present("berth.organization_id", answered.organizationId),
        ...present("berth.worker_token_id", answered.workerTokenId),
        ...present("berth.api_token_id", answered.apiTokenId),
      });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    });
  };
}

export function traceRequest(spans: RequestSpans): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const request = {
      requestId: c.get("requestId"),
      method: c.req.method,
      peer: c.env?.incoming?.socket.remoteAddress,
      header: (name: string) => c.req.header(name),
    };
    await spans(request, async () => {
      await next();
      return {
        route: c.get("route"),
        status: c.res.status,
        organizationId: c.get("organizationId"),
        workerTokenId: c.get("workerTokenId"),
        apiTokenId: c.get("apiTokenId"),
      };
    });
  };
}

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The two headers of W3C Trace Context; what else a propagator may want to read is not passed on. */
function traceHeaders(
  header: (name: string) => string | undefined,
): Readonly<Record<string, string>> | null {
  const traceparent = header("traceparent");
  if (traceparent === undefined) return null;
  const tracestate = header("tracestate");
  return { traceparent, ...(tracestate === undefined ? {} : { tracestate }) };
}

function present(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}
