import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Hono } from "hono";
import { AppError } from "../../services/errors.ts";
import type { HttpEnv } from "../http-env.ts";

export type WorkerFile = { content: Buffer; sha256: string };

const name = "berth-worker.mjs";

/** The one file that machines run, and its checksum; null where it was never built. */
export async function readWorkerFile(path: string): Promise<WorkerFile | null> {
  try {
    const content = await readFile(path);
    return { content, sha256: createHash("sha256").update(content).digest("hex") };
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw err;
  }
}

/** Serves the worker and, beside it, a line that `sha256sum --check` reads. */
export function serveWorker(app: Hono<HttpEnv>, file: WorkerFile | null): void {
  app.get(`/worker/${name}`, (c) => {
    c.set("route", `/worker/${name}`);
    const { content, sha256 } = requireBuilt(file);
    c.header("Cache-Control", "no-cache");
    c.header("ETag", `"${sha256}"`);
    c.header("Content-Type", "text/javascript; charset=utf-8");
    c.header("Content-Disposition", `attachment; filename="${name}"`);
    return c.body(new Uint8Array(content));
  });
  app.get(`/worker/${name}.sha256`, (c) => {
    c.set("route", `/worker/${name}.sha256`);
    const { sha256 } = requireBuilt(file);
    c.header("Cache-Control", "no-cache");
    return c.text(`${sha256}  ${name}\n`);
  });
}

function requireBuilt(file: WorkerFile | null): WorkerFile {
  if (file !== null) return file;
  throw new AppError(
    "unavailable",
    "The worker file is not built on this server. Run `npm run build` and start it again.",
  );
}
