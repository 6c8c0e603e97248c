import type { MiddlewareHandler } from "hono";
import { inRequestSpan, SpanStatusCode } from "../../tracing.ts";
import type { HttpEnv } from "../http-env.ts";

/**
 * One span for each request, under the pattern of its path. Where it stands in somebody else's trace is
 * believed only from proxies that the operator named: a stranger could otherwise have everything recorded.
 */
export function traceRequest(
  isTrusted: (peer: string | undefined) => boolean,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { method } = c.req;
    const peer = c.env?.incoming?.socket.remoteAddress;
    const from = isTrusted(peer) ? traceHeaders((name) => c.req.header(name)) : null;
    const attributes = { "berth.request_id": c.get("requestId") };
    await inRequestSpan(from, { name: "request", attributes }, async (span) => {
      await next();
      const route = c.get("route") ?? "none";
      const { status } = c.res;
      span.updateName(`${knownMethods.has(method) ? method : "other"} ${route}`);
      span.setAttributes({
        "http.request.method": knownMethods.has(method) ? method : "_OTHER",
        "http.route": route,
        "http.response.status_code": status,
        ...present("berth.organization_id", c.get("organizationId")),
        ...present("berth.worker_token_id", c.get("workerTokenId")),
        ...present("berth.api_token_id", c.get("apiTokenId")),
      });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
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
