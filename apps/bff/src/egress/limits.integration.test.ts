import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import type { Socket } from "node:net";
import type { TransportError, TransportRequest } from "@berth/registry-client";
import { afterEach, expect, test, vi } from "vitest";
import { createEgress } from "./create-egress.ts";
import type { EgressLimits } from "./limits.ts";
import { egressLimits } from "./limits.ts";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";
import { answer, listenRaw } from "./testing/loopback-server.ts";

/**
 * Inputs E-60 to E-65: what a hostile or broken server can do on an open socket. The limits are
 * shortened here; one test holds the real ones. After every test no socket is left open.
 */

const secret = "canary-77b1";
const short: Partial<EgressLimits> = {
  headersMs: 300,
  idleMs: 300,
  requestMs: 1_500,
  idleSocketMs: 2_000,
};

const started: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of started.splice(0)) await stop();
});

async function serve(
  onRequest: (socket: Socket, head: string, index: number) => void,
  limits: Partial<EgressLimits> = short,
) {
  const server = await listenRaw(onRequest);
  const allow = parseOutboundAllow(`127.0.0.1:${server.port};http`);
  if (!allow.ok) throw new Error(allow.message);
  const egress = createEgress({ allow: allow.entries, ownEndpoints: () => [], limits });
  started.push(async () => {
    await egress.close();
    await vi.waitUntil(() => server.open() === 0);
    await server.close();
  });
  const transport = egress.transportFor({ organizationId: "a", registryId: "r" });
  const send = (request: Partial<TransportRequest> = {}) =>
    transport({
      method: "GET",
      url: `http://127.0.0.1:${server.port}/v2/`,
      headers: { authorization: `Basic ${secret}` },
      bodyBytesMax: 1_024,
      ...request,
    });
  return { server, egress, send };
}

/** The code a request fails with; fails itself where the request is answered or the error tells too much. */
async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    (value) => {
      throw new Error(`answered: ${inspect(value)}`);
    },
    (reason: TransportError) => reason,
  );
  expect(error.name).toBe("TransportError");
  expect(error.cause).toBeUndefined();
  expect(inspect(error, { depth: 9 }) + JSON.stringify(error.detail)).not.toContain(secret);
  return error.code;
}

test("the limits are those of the threat model", () => {
  expect(egressLimits).toMatchObject({
    resolveMs: 2_000,
    connectMs: 3_000,
    tlsMs: 3_000,
    headersMs: 5_000,
    idleMs: 5_000,
    requestMs: 15_000,
    addressesMax: 16,
    headerBytesMax: 16_384,
    headerLinesMax: 64,
  });
});

test("gives back status, lower-case headers in order with repeats, and the exact body", async () => {
  const { server, send } = await serve((socket) => {
    socket.write(
      answer(401, "no\0\u00FF", ["WWW-Authenticate: Basic", "www-authenticate:  Bearer x "]),
    );
  });
  const reply = await send();
  expect(reply.status).toBe(401);
  expect(reply.headers).toEqual([
    ["content-length", "5"],
    ["www-authenticate", "Basic"],
    ["www-authenticate", "Bearer x"],
  ]);
  expect(Buffer.from(reply.body).toString("utf8")).toBe("no\0\u00FF");
  expect(reply.durationMs).toBeGreaterThan(0);
  expect(server.received()).toMatch(/^GET \/v2\/ HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/);
  expect(server.received()).toContain("accept-encoding: identity\r\n");
});

test("sends a POST body with its length and nothing chunked", async () => {
  const { server, send } = await serve((socket) => socket.write(answer(200)));
  await send({
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=password&x=\u00E9",
  });
  expect(server.received()).toContain("content-length: 24\r\n");
  expect(server.received()).not.toContain("transfer-encoding");
});

test("never follows a redirect and hands it over with its location", async () => {
  const { server, send } = await serve((socket) => {
    socket.write(answer(307, "", ["location: https://elsewhere.test/"]));
  });
  const reply = await send();
  expect(reply.status).toBe(307);
  expect(reply.headers).toContainEqual(["location", "https://elsewhere.test/"]);
  expect(server.connections()).toBe(1);
});

test("E-60 a server that accepts and never answers runs into the headers limit", async () => {
  const { send } = await serve(() => {});
  expect(await failure(send())).toBe("headers-timeout");
});

test("E-60 a head that drips byte by byte runs into the same limit", async () => {
  const { send } = await serve((socket) => {
    const text = "HTTP/1.1 200 OK\r\nx: ".padEnd(200, "a");
    let sent = 0;
    const timer = setInterval(() => socket.write(text[sent++ % text.length] ?? "a"), 40);
    socket.on("close", () => {
      clearInterval(timer);
    });
  });
  const startedAt = performance.now();
  expect(await failure(send())).toBe("headers-timeout");
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("E-61 a body that drips is ended by the limit on the whole request", async () => {
  const { send } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
    const timer = setInterval(() => socket.write("a"), 50);
    socket.on("close", () => {
      clearInterval(timer);
    });
  });
  const startedAt = performance.now();
  expect(await failure(send())).toBe("timeout");
  expect(performance.now() - startedAt).toBeGreaterThan(1_300);
});

test("E-61 a body that stops is ended by the idle limit", async () => {
  const { send } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nabc");
  });
  const startedAt = performance.now();
  expect(await failure(send())).toBe("timeout");
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("E-61 the caller's deadline and the caller's wish to stop are told apart", async () => {
  const { send } = await serve(() => {});
  expect(await failure(send({ signal: AbortSignal.timeout(50) }))).toBe("timeout");
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort();
  }, 50);
  expect(await failure(send({ signal: controller.signal }))).toBe("aborted");
  expect(await failure(send({ signal: AbortSignal.abort() }))).toBe("aborted");
});

test("a caller's signal that outlives many requests collects nothing from them", async () => {
  const { send } = await serve((socket) => socket.write(answer(200)));
  const { signal } = new AbortController();
  await send({ signal });
  await send({ signal, bodyBytesMax: 0, url: "http://127.0.0.1/" }).catch(() => {});
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test.each([
  ["gzip", "gzip"],
  ["br", "br"],
  ["a thousand stacked encodings", Array(1_000).fill("gzip").join(", ")],
])("E-62 an answer in %s is refused by its head", async (_name, encoding) => {
  const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024));
  const { send } = await serve((socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bomb.length}\r\n\r\n`,
    );
    socket.write(bomb);
  });
  expect(await failure(send({ bodyBytesMax: 100_000 }))).toBe("encoding");
});

test("E-62 identity is no encoding", async () => {
  const { send } = await serve((socket) =>
    socket.write(answer(200, "ok", ["content-encoding: identity"])),
  );
  expect((await send()).status).toBe(200);
});

const line = (name: string, value: string) => `${name}: ${value}\r\n`;
const head = (...lines: string[]) => `HTTP/1.1 200 OK\r\n${lines.join("")}\r\n`;
test.each([
  ["64 KiB of headers", head(line("x", "a".repeat(65_536))), "headers-too-large"],
  [
    "1,000 header lines",
    head(...Array.from({ length: 1_000 }, (_, i) => line(`x${i}`, "a"))),
    "headers-too-large",
  ],
  [
    "65 header lines",
    head(...Array.from({ length: 65 }, (_, i) => line(`x${i}`, "a"))),
    "headers-too-large",
  ],
  ["a flood of 103", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50), "protocol"],
  ["an unasked 100", "HTTP/1.1 100 Continue\r\n\r\n", "protocol"],
  ["an unasked upgrade", "HTTP/1.1 101 S\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n", "protocol"],
  [
    "length and chunks at once",
    head(line("content-length", "3"), line("transfer-encoding", "chunked")) + "0\r\n\r\n",
    "protocol",
  ],
  [
    "two lengths",
    head(line("content-length", "3"), line("content-length", "3")) + "abc",
    "protocol",
  ],
  ["a negative length", head(line("content-length", "-3")) + "abc", "protocol"],
  [
    "a bad chunk size",
    head(line("transfer-encoding", "chunked")) + "zz\r\nabc\r\n0\r\n\r\n",
    "protocol",
  ],
  ["an SSH banner", "SSH-2.0-OpenSSH_9.6\r\n", "protocol"],
  ["HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "protocol"],
  ["a header without colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "protocol"],
  ["a NUL in a header", "HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 0\r\n\r\n", "protocol"],
  [
    "endless trailers",
    head(line("transfer-encoding", "chunked")) + "0\r\n" + line("x", "a".repeat(500)).repeat(100),
    "headers-too-large",
  ],
])("E-63/E-64 %s is refused", async (_name, bytes, code) => {
  const { send } = await serve((socket) => socket.write(bytes, "latin1"));
  expect(await failure(send())).toBe(code);
});

test("E-63 64 header lines within 16 KiB are fine", async () => {
  const { send } = await serve((socket) => {
    const lines = Array.from({ length: 63 }, (_, i) => `x${i}: ${"a".repeat(200)}`);
    socket.write(answer(200, "ok", lines));
  });
  expect((await send()).headers).toHaveLength(64);
});

test("E-63 a body shorter than its length is not passed on as complete", async () => {
  const { send } = await serve((socket) => {
    socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc");
  });
  expect(["protocol", "reset"]).toContain(await failure(send()));
});

test("E-63 endless chunk extensions end with the idle limit", async () => {
  const { send } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;");
    const timer = setInterval(() => socket.write("x".repeat(1_000)), 10);
    socket.on("close", () => {
      clearInterval(timer);
    });
  });
  expect(await failure(send())).toBe("timeout");
});

test("E-64 a reset after accept and a close without a word are a reset", async () => {
  const reset = await serve((socket) => socket.resetAndDestroy());
  expect(await failure(reset.send())).toBe("reset");
  const closed = await serve((socket) => socket.end());
  expect(await failure(closed.send())).toBe("reset");
});

test("E-64 a second answer pushed onto the socket is never read as the next one", async () => {
  const { server, send } = await serve((socket, _head, index) => {
    socket.write(answer(200, `own ${index}`) + answer(200, "pushed"));
  });
  expect(Buffer.from((await send()).body).toString()).toBe("own 0");
  expect(Buffer.from((await send()).body).toString()).toBe("own 1");
  expect(server.connections()).toBe(2);
});

test("E-64 a body behind the answer to a HEAD is never read as the next answer", async () => {
  const { send } = await serve((socket, request) => {
    const body = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad";
    socket.write(request.startsWith("HEAD") ? answer(200, body) : answer(200, "good"));
  });
  expect((await send({ method: "HEAD" })).body).toHaveLength(0);
  expect(Buffer.from((await send()).body).toString()).toBe("good");
});

test("E-65 a body over its cap is refused by its announced length", async () => {
  const { send } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 4194305\r\n\r\n");
  });
  expect(await failure(send({ bodyBytesMax: 4_194_304 }))).toBe("body-too-large");
});

test("E-65 a body over its cap without a length is cut off while it streams", async () => {
  let written = 0;
  const { send } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    const timer = setInterval(() => {
      written += 10_000;
      socket.write(Buffer.alloc(10_000));
    }, 1);
    socket.on("close", () => {
      clearInterval(timer);
    });
  });
  expect(await failure(send({ bodyBytesMax: 50_000 }))).toBe("body-too-large");
  expect(written).toBeLessThan(5_000_000);
});

test("E-65 a body of exactly its cap is fine", async () => {
  const { send } = await serve((socket) => socket.write(answer(200, "a".repeat(1_024))));
  expect((await send()).body).toHaveLength(1_024);
});

test("a HEAD may announce any length", async () => {
  const { send } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n");
  });
  expect((await send({ method: "HEAD" })).headers).toEqual([["content-length", "99999999"]]);
});

test("a body that ends with the connection is complete", async () => {
  const { egress, send } = await serve((socket) =>
    socket.end("HTTP/1.1 200 OK\r\n\r\nuntil the end"),
  );
  expect(Buffer.from((await send()).body).toString()).toBe("until the end");
  expect(egress.socketCounts()).toEqual({ busy: 0, idle: 0 });
});

test.each([
  ["a line break in a token", { authorization: `Bearer ${secret}\r\nx: y` }],
  ["a NUL in a token", { authorization: `Bearer ${secret}\0` }],
  ["a character beyond ASCII", { authorization: `Bearer ${secret}\u{1F511}` }],
  ["a second host", { Host: "evil.test" }],
  ["a framing of its own", { "Transfer-Encoding": "chunked" }],
  ["an encoding of its own", { "accept-encoding": "gzip" }],
  ["a header name with a space", { "x y": "z" }],
  ["70 KiB of header", { authorization: "a".repeat(70_000) }],
])(
  "%s is refused before anything is dialled, and the value is in no error",
  async (_name, headers) => {
    const { server, send } = await serve((socket) => socket.write(answer(200)));
    expect(await failure(send({ headers }))).toBe("protocol");
    expect(server.connections()).toBe(0);
  },
);

test.each([
  "ftp://127.0.0.1/",
  "http://user:canary-77b1@127.0.0.1/",
  "http://127.0.0.1/#x",
  "http://127.0.0.1/a b",
  "http://127.0.0.1/\tx",
  "http://127.0.0.1\\@x/",
  "http://127.1/",
  "http:127.0.0.1/",
  "//127.0.0.1/",
  "/v2/",
  "",
])("%j is no URL for the transport, and is in no error", async (url) => {
  const { send } = await serve((socket) => socket.write(answer(200)));
  expect(await failure(send({ url }))).toBe("bad-host");
});

test("nobody listening, and closing while a request hangs", async () => {
  const { server, egress, send } = await serve(() => {});
  const hanging = send();
  await expect.poll(server.connections).toBe(1);
  const outcome = failure(hanging);
  await egress.close();
  expect(await outcome).toBe("aborted");
  await server.close();
  expect(await failure(send())).toBe("connect-refused");
});

test("S-21 a thousand hostile answers leave no memory and no socket behind", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { server, egress, send } = await serve((socket) => {
    socket.write(head(line("x", "a".repeat(65_536))));
  });
  const held = async (count: number) => {
    for (let index = 0; index < count; index += 1) await send().catch(() => {});
    await vi.waitUntil(() => server.open() === 0);
    // Twice: what the first run finalizes, the second one frees.
    collect();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = await held(500);
  const after = await held(1_000);
  expect(after - before).toBeLessThan(8 * 1024 * 1024);
  expect(egress.socketCounts()).toEqual({ busy: 0, idle: 0 });
});
