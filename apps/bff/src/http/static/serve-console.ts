import type { Context, Hono } from "hono";
import type { HttpEnv } from "../http-env.ts";
import type { BuildFile } from "./build-files.ts";
import { notBuiltPage } from "./not-built-page.ts";

/**
 * Serves the built console. Addresses without a file behind them that could be a page get `index.html`,
 * whose router knows what is a page and what is not.
 */
export function serveConsole(app: Hono<HttpEnv>, files: ReadonlyMap<string, BuildFile>): void {
  app.get("*", (c, next) => {
    const { path } = c.req;
    const file = files.get(path === "/" ? "/index.html" : path);
    if (file !== undefined) return send(c, file);
    if (!couldBePage(path)) return next();
    c.set("route", "page");
    const index = files.get("/index.html");
    if (index !== undefined) return send(c, index);
    c.header("Cache-Control", "no-store");
    return c.html(notBuiltPage, 503);
  });
}

function couldBePage(path: string): boolean {
  if (/^\/(?:api|assets|worker)(?:\/|$)/.test(path)) return false;
  return !path.slice(path.lastIndexOf("/")).includes(".");
}

function send(c: Context<HttpEnv>, file: BuildFile): Response {
  c.set("route", file.path);
  c.header("ETag", file.etag);
  c.header("Vary", "Accept-Encoding");
  c.header("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (c.req.header("if-none-match") === file.etag) return c.body(null, 304);
  c.header("Content-Type", file.contentType);
  const accepted = acceptedEncodings(c.req.header("accept-encoding"));
  for (const encoding of ["br", "gzip"] as const) {
    const body = encoding === "br" ? file.br : file.gz;
    if (body === null || !accepted.has(encoding)) continue;
    c.header("Content-Encoding", encoding);
    return c.body(new Uint8Array(body));
  }
  return c.body(new Uint8Array(file.plain));
}

function acceptedEncodings(header: string | undefined): ReadonlySet<string> {
  const accepted = (header ?? "")
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part));
  return new Set(accepted.map((part) => part.split(";")[0]?.trim() ?? ""));
}
