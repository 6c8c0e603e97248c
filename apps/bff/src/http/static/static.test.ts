import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HttpEnv } from "../http-env.ts";
import { readBuildFiles } from "./build-files.ts";
import { serveConsole } from "./serve-console.ts";
import { readWorkerFile, serveWorker } from "./serve-worker.ts";

const script = "console.log('berth')\n".repeat(100);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-static-"));
  await mkdir(join(folder, "dist/assets"), { recursive: true });
  await writeFile(join(folder, "dist/index.html"), "<title>Berth</title>");
  await writeFile(join(folder, "dist/theme.js"), "theme()");
  await writeFile(join(folder, "dist/assets/index-a1.js"), script);
  await writeFile(join(folder, "dist/assets/index-a1.js.br"), brotliCompressSync(script));
  await writeFile(join(folder, "dist/assets/index-a1.js.gz"), gzipSync(script));
  await writeFile(join(folder, "dist/.env"), "SECRET=1");
  await writeFile(join(folder, "secret.txt"), "outside");
  await symlink(join(folder, "secret.txt"), join(folder, "dist/assets/link.txt"));
});
afterEach(() => rm(folder, { recursive: true }));

async function open() {
  const app = new Hono<HttpEnv>();
  serveWorker(app, await readWorkerFile(join(folder, "berth-worker.mjs")));
  serveConsole(app, await readBuildFiles(join(folder, "dist")));
  return app;
}

test("hashed files may be kept for good, in the shape the client takes", async () => {
  const app = await open();
  const plain = await app.request("/assets/index-a1.js");
  expect(await plain.text()).toBe(script);
  expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(plain.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  for (const [accept, encoding] of [
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["identity", null],
  ] as const) {
    const answer = await app.request("/assets/index-a1.js", {
      headers: { "accept-encoding": accept },
    });
    expect(answer.headers.get("content-encoding"), accept).toBe(encoding);
    expect(answer.headers.get("vary"), accept).toBe("Accept-Encoding");
  }
});

test("pages get index.html, which is asked for again each time", async () => {
  const app = await open();
  for (const path of ["/", "/login", "/o/acme/registries", "/first-run?token=x"]) {
    const answer = await app.request(path);
    expect(answer.status, path).toBe(200);
    expect(await answer.text(), path).toContain("Berth");
    expect(answer.headers.get("cache-control"), path).toBe("no-cache");
  }
  const first = await app.request("/theme.js");
  const again = await app.request("/theme.js", {
    headers: { "if-none-match": first.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
});

test("what is not in the list made at start can't be asked for", async () => {
  const app = await open();
  await writeFile(join(folder, "dist/assets/later.js"), "later");
  for (const path of [
    "/.env",
    "/assets/later.js",
    "/assets/link.txt",
    "/assets/index-a1.js.br",
    "/assets/",
    "/assets/nope",
    "/api/nope",
    "/worker/nope",
    "/nope.js",
    "/secret.txt",
  ]) {
    expect((await app.request(path)).status, path).toBe(404);
  }
});

test("a console that was never built says what to do", async () => {
  const app = new Hono<HttpEnv>();
  serveConsole(app, await readBuildFiles(join(folder, "nothing")));
  const answer = await app.request("/");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm start");
});

test("the worker is served with a line that its checksum can be checked with", async () => {
  await writeFile(join(folder, "berth-worker.mjs"), "#!/usr/bin/env node\n");
  const app = await open();
  const file = Buffer.from(await (await app.request("/worker/berth-worker.mjs")).arrayBuffer());
  const sum = await (await app.request("/worker/berth-worker.mjs.sha256")).text();
  expect(sum).toBe(`${createHash("sha256").update(file).digest("hex")}  berth-worker.mjs\n`);
});
