import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compileCache } from "../src/testing/compile-cache.ts";
import { createClient } from "./support/client.ts";
import { ownerInput } from "./support/harness.ts";
import { acmeParams as org, settingsFor, pair, startRegistry } from "./support/registry.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const startMs = 15_000;

let home: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "berth-server-"));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
  }
  await rm(home, { recursive: true });
});

type Server = { child: ChildProcess; url: URL; output: () => string };

function launch(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [main], {
    cwd: home,
    env: {
      ...compileCache,
      PATH: process.env["PATH"],
      HOME: home,
      BERTH_DATA_DIR: join(home, "data"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  }
  return { child, output: () => text };
}

/** Starts the real process on a free port and waits for the line that says where it runs. */
async function start(env: Record<string, string> = {}): Promise<Server> {
  const { child, output } = launch({ BERTH_PORT: "0", ...env });
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const url = /^Berth runs on (\S+)$/m.exec(output())?.[1];
    // All lines are written at once.
    if (url !== undefined && output().endsWith("\n")) return { child, url: new URL(url), output };
    await Promise.race([once(child.stdout ?? child, "data"), once(child, "exit")]);
  }
  throw new Error(`no start:\n${output()}`);
}

async function stop({ child }: Pick<Server, "child">): Promise<number | null> {
  const ended = once(child, "exit");
  // Without the second that a SIGTERM leaves to load balancers.
  child.kill("SIGINT");
  const [code] = (await ended) as [number | null];
  return code;
}

/** Sends bytes as they are and gives the first line of the answer. */
async function raw(url: URL, request: string): Promise<string> {
  const socket = connect(Number(url.port), url.hostname);
  socket.setTimeout(5000, () => socket.destroy());
  socket.write(request);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text.split("\r\n")[0] ?? "";
}

function browser(url: URL) {
  const app = { request: (address: string, init: RequestInit) => fetch(address, init) };
  return createClient(app, url);
}

test("a first start prints where it runs, a setup link that works, and where the key lies; a second only the first", async () => {
  const first = await start();
  const link = /^Set it up with this one-time link: (\S+)$/m.exec(first.output())?.[1] ?? "";
  expect(first.output()).toMatch(/key.*berth\.key/);
  const setupUrl = new URL(link);
  expect(setupUrl.origin).toBe(first.url.origin);
  expect(setupUrl.pathname).toBe("/first-run");
  const token = new URLSearchParams(setupUrl.hash.slice(1)).get("token") ?? "";
  const client = browser(first.url);
  await client.ok("POST /setup", { body: { ...ownerInput, token } });
  expect(await stop(first)).toBe(0);
  expect((await readdir(join(home, "data"))).filter((name) => /-wal$|-shm$/.test(name))).toEqual(
    [],
  );

  const second = await start();
  expect(second.output()).not.toContain("one-time link");
  const again = browser(second.url);
  const { email, password } = ownerInput;
  expect((await again.ok("POST /sign-in", { body: { email, password } })).user.email).toBe(email);
  expect(await stop(second)).toBe(0);
});

test("the setup token, the cookie and what was typed stand in no line of output", async () => {
  const server = await start({ BERTH_SETUP_TOKEN: "fixed-setup-token-0123456789" });
  const client = browser(server.url);
  await client.ok("POST /setup", {
    body: { ...ownerInput, token: "fixed-setup-token-0123456789" },
  });
  const [cookie = ""] = client.cookies.values();
  await client.ok("GET /session", {});
  await stop(server);
  const lines = server
    .output()
    .split("\n")
    .filter((line) => !line.startsWith("Set it up"));
  expect(lines.join("\n")).not.toContain("fixed-setup-token");
  expect(lines.join("\n")).not.toContain(ownerInput.password);
  expect(cookie.length).toBeGreaterThan(20);
  expect(lines.join("\n")).not.toContain(decodeURIComponent(cookie).split(".")[0]);
});

test("a taken port is one line and its own exit code, and leaves nothing behind", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as AddressInfo;
  const { child, output } = launch({ BERTH_PORT: String(port) });
  const [code] = (await once(child, "exit")) as [number];
  holder.close();
  expect(code).toBe(75);
  expect(output().trim().split("\n")).toHaveLength(1);
  expect(output()).toContain(String(port));
  expect(await readdir(home)).toEqual([]);
});

test("a bad setting is one line and exit code 78", async () => {
  const { child, output } = launch({ BERTH_PORT: "eighty" });
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(78);
  expect(output().trim()).toMatch(/^BERTH_PORT: .+$/);
});

test("paths that could mean two things are refused on the wire, before any route", async () => {
  const { url } = await start();
  const get = (target: string, headers = "") =>
    raw(url, `GET ${target} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n${headers}\r\n`);
  for (const target of [
    "//api/v1/setup",
    "/api/v1/../v1/setup",
    "/api/v1/%2e%2e/v1/setup",
    "/api%2fv1/setup",
    "/assets/..%2f..%2fpackage.json",
    "/%00",
    "http://evil.test/api/v1/setup",
  ]) {
    expect(await get(target), target).toMatch(/ 400 /);
  }
  expect(await get("/api/v1/setup")).toMatch(/ 200 /);
  expect(await get("/api/v1/setup", "Content-Length: 5\r\n")).toMatch(/ 400 /);
  const long = `X-Long: ${"a".repeat(20_000)}\r\n`;
  expect(await get("/api/v1/setup", long)).toMatch(/ 431 /);
});

test("a body that never ends is cut off at its limit, announced or not", async () => {
  const { url } = await start();
  const head = `POST /api/v1/sign-in HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${url.origin}\r\nX-Berth-Request: 1\r\nContent-Type: application/json\r\nConnection: close\r\n`;
  expect(await raw(url, `${head}Content-Length: 900000000\r\n\r\n{`)).toMatch(/ 413 /);
  const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
  expect(await raw(url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(6)}`)).toMatch(
    / 413 /,
  );
});

test("health is told without a sign-in", async () => {
  const { url } = await start();
  expect(await (await fetch(new URL("/livez", url))).text()).toBe("ok\n");
  const ready = await fetch(new URL("/readyz", url));
  expect(ready.status).toBe(200);
  expect(await ready.text()).toBe("database ok\nkey ok\nrunning ok\nmigration ok\n");
});

test("a check streams over a real connection, and stopping the server ends it in good time", async () => {
  const registry: FakeRegistry = await startRegistry("standard-basic");
  try {
    const token = "fixed-setup-token-0123456789";
    const server = await start({
      BERTH_SETUP_TOKEN: token,
      BERTH_OUTBOUND_ALLOW: `${registry.host};http`,
    });
    const client = browser(server.url);
    await client.ok("POST /setup", { body: { ...ownerInput, token } });
    const { check } = await client.ok("POST /organizations/{org}/checks", {
      params: org,
      body: {
        subject: "form",
        type: "standard",
        settings: settingsFor(registry),
        secret: { password: pair.secret },
        image: `${registry.host}/scenario/slow:1`,
      },
    });
    const params = { ...org, id: check.id };
    const stream = await client.call("GET /organizations/{org}/checks/{id}/events", { params });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(new TextDecoder().decode(first.value)).toContain("retry:");
    const stopping = stop(server);
    let rest = "";
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      rest += new TextDecoder().decode(next.value);
    }
    expect(rest).toContain("event: finished");
    expect(rest).toContain('"cancelled"');
    expect(await stopping).toBe(0);
  } finally {
    await registry.close();
  }
});

test("R-12: a SIGTERM is told to balancers first, then what is under way ends well", async () => {
  const { child, url } = await start();
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await expect
    .poll(async () => (await fetch(new URL("/readyz", url))).status, { timeout: 900, interval: 20 })
    .toBe(503);
  const answer = await fetch(new URL("/livez", url));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("connection")).toBe("close");
  const [code] = (await ended) as [number | null];
  expect(code).toBe(0);
});
