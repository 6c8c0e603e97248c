import { OpenAPIHono } from "@hono/zod-openapi";
import { createAddressReader, createPeerTrust } from "./http/client-address.ts";
import { errorResponse } from "./http/error-response.ts";
import { handlers } from "./http/handlers/handlers.ts";
import { LiteralFirstRouter } from "./http/literal-first-router.ts";
import { mountHealth, type ReadinessChecks } from "./http/health.ts";
import { measure, mountMetrics } from "./http/metrics.ts";
import type { HttpEnv } from "./http/http-env.ts";
import { accessLog } from "./http/middleware/access-log.ts";
import { before } from "./http/middleware/before.ts";
import { clientAddress } from "./http/middleware/client-address.ts";
import { fixedHeaders } from "./http/middleware/fixed-headers.ts";
import { pathRule } from "./http/middleware/path-rule.ts";
import { requestId } from "./http/middleware/request-id.ts";
import { shedLoad, type LoadGate } from "./http/middleware/shed-load.ts";
import { fixedHeadersOf, securityHeaders } from "./http/middleware/security-headers.ts";
import { createRequestSpans, traceRequest } from "./http/middleware/trace-request.ts";
import { mountPolicyReports } from "./http/policy-reports.ts";
import { mountRoutes } from "./http/mount.ts";
import { mountOpenApi } from "./http/openapi.ts";
import type { BuildFile } from "./http/static/build-files.ts";
import { serveConsole } from "./http/static/serve-console.ts";
import { serveWorker, type WorkerFile } from "./http/static/serve-worker.ts";
import type { Secret } from "./secret-text.ts";
import type { ServiceDeps } from "./services/deps.ts";
import { notFound } from "./services/errors.ts";

export type AppOptions = {
  deps: ServiceDeps;
  /** Where people and workers reach Berth. */
  publicUrl: URL;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  readiness: ReadinessChecks;
  /** Opens `/metrics` from anywhere; null: this machine only. */
  metricsToken: Secret | null;
  /** The built console by address; empty where it was never built. */
  console: ReadonlyMap<string, BuildFile>;
  worker: WorkerFile | null;
  /** What is refused when there is too much to do. */
  load: LoadGate;
};

/** The whole HTTP face. What no route is mounted for is answered with 404 before any handler. */
export function createApp(options: AppOptions): OpenAPIHono<HttpEnv> {
  const { deps, publicUrl } = options;
  const { log, clock } = deps;
  const app = new OpenAPIHono<HttpEnv>({ router: new LiteralFirstRouter() });
  app.onError((err, c) => errorResponse(err, c, log));
  app.notFound((c) => errorResponse(notFound(), c, log));
  app.use(
    fixedHeaders,
    before(
      requestId,
      securityHeaders(fixedHeadersOf(publicUrl.protocol === "https:")),
      clientAddress(createAddressReader(options.trustedProxies)),
    ),
    traceRequest(createRequestSpans(createPeerTrust(options.trustedProxies))),
    accessLog(log, clock),
    measure(deps.metrics),
    before(pathRule),
    shedLoad(options.load),
  );
  mountHealth(app, options.readiness, log);
  mountMetrics(app, {
    metrics: deps.metrics,
    store: deps.store,
    token: options.metricsToken,
    clock,
  });
  mountPolicyReports(app, { metrics: deps.metrics, log, clock });
  mountRoutes(app, { deps, publicOrigin: publicUrl.origin }, handlers);
  mountOpenApi(app, publicUrl);
  serveWorker(app, options.worker);
  serveConsole(app, options.console);
  return app;
}
