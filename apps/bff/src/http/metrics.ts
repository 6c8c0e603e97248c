import { timingSafeEqual, createHash } from "node:crypto";
import type { Context, Hono, MiddlewareHandler } from "hono";
import type { Metrics, RegistryFacts } from "../metrics/metrics.ts";
import type { Secret } from "../secret-text.ts";
import { notFound } from "../services/errors.ts";
import type { RegistryOverview } from "../store/ports/registry.ts";
import type { Store } from "../store/store.ts";
import type { HttpEnv } from "./http-env.ts";

const dayMs = 86_400_000;
/** More than anybody looks at; every registry is up to three series. */
const registriesMax = 2_000;

export type MetricsOptions = {
  metrics: Metrics;
  store: { registries: Pick<Store["registries"], "overview"> } & Pick<Store, "journalBytes">;
  /** Whoever has it may read; without one only this machine may. */
  token: Secret | null;
  /** Milliseconds since the epoch. */
  clock: () => number;
};

/** `/metrics` for Prometheus. To everybody else it does not exist. */
export function mountMetrics(app: Hono<HttpEnv>, options: MetricsOptions): void {
  const { metrics, store, token, clock } = options;
  app.get("/metrics", async (c) => {
    c.set("route", "/metrics");
    if (!(token === null ? isThisMachine(c) : holds(c, token))) throw notFound();
    const rows = await store.registries.overview(registriesMax);
    const text = await metrics.scrape(
      rows.map((row) => toFacts(row, clock())),
      await store.journalBytes(),
    );
    c.header("Cache-Control", "no-store");
    return c.body(text, 200, { "Content-Type": metrics.contentType });
  });
}

/** Counts every answer. */
export function measure(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    metrics.requestAnswered({
      route: c.get("route") ?? null,
      method: knownMethods.has(c.req.method) ? c.req.method : "other",
      status: c.res.status,
      durationMs: performance.now() - startedAt,
    });
  };
}

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function toFacts(row: RegistryOverview, now: number): RegistryFacts {
  const { id, organization, name, type, state, paused, expiryAt } = row;
  const healthy = state === "healthy" && !paused;
  const daysLeft = expiryAt === null ? null : (expiryAt - now) / dayMs;
  return { id, organization, name, type, healthy, daysLeft };
}

function holds(c: Context<HttpEnv>, token: Secret): boolean {
  const given = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token.reveal()));
}

/** A proxy on this machine also comes from it; it gives itself away by what it adds, or by the name it asks for. */
function isThisMachine(c: Context<HttpEnv>): boolean {
  const peer = c.env?.incoming?.socket.remoteAddress ?? "";
  const local = peer === "::1" || /^(?:::ffff:)?127\./.test(peer);
  const forwarded = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"].some(
    (name) => c.req.header(name) !== undefined,
  );
  const host = (c.req.header("host") ?? "").replace(/:\d+$/, "");
  return local && !forwarded && ["127.0.0.1", "localhost", "[::1]"].includes(host);
}
