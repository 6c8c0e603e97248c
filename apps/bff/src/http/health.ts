import type { Hono } from "hono";
import type { Logger } from "../log.ts";
import type { HttpEnv } from "./http-env.ts";

export type ReadinessChecks = {
  /** Rejects where the database does not answer. */
  database: () => Promise<void>;
  /** Rejects where the key-encryption key can't be used. */
  key: () => Promise<void>;
  /** Rejects once the server has been asked to stop. */
  running: () => Promise<void>;
  /** Rejects where the database is not at this version's migration. */
  migration: () => Promise<void>;
};

/**
 * `/livez` says that the process answers and touches nothing; `/readyz` says that it can do its work, and
 * if not, in which part, without any detail.
 */
export function mountHealth(app: Hono<HttpEnv>, checks: ReadinessChecks, log: Logger): void {
  app.get("/livez", (c) => {
    c.set("route", "/livez");
    c.header("Cache-Control", "no-store");
    return c.text("ok\n");
  });

  app.get("/readyz", async (c) => {
    c.set("route", "/readyz");
    c.header("Cache-Control", "no-store");
    const parts = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await check();
          return { name, ok: true };
        } catch (err) {
          log.error({ err, step: name }, "not ready");
          return { name, ok: false };
        }
      }),
    );
    const ready = parts.every(({ ok }) => ok);
    const lines = parts.map(({ name, ok }) => `${name} ${ok ? "ok" : "failed"}`);
    return c.text(`${lines.join("\n")}\n`, ready ? 200 : 503);
  });
}
