import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { createRedactor } from "@berth/registry-client";
import { afterEach, expect, test } from "vitest";
import { createPullTimingLog } from "../pull/pull-timing.ts";
import { createSender } from "../net/send.ts";
import { openLoopbackProxy, type LoopbackProxy } from "./loopback-proxy.ts";
import { createSignIn, type SignIn } from "./sign-in.ts";

const image = createImage();
const name = "a".repeat(48);
let closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

async function open(signIn: SignIn, dialect = "open"): Promise<[LoopbackProxy, FakeRegistry]> {
  const reg = await startFakeRegistry({
    dialect,
    images: { "team/app:1": image, "other/app:1": image },
  });
  const settings = {
    url: "http://127.0.0.1:1",
    token: "t",
    project: undefined,
    extraCa: [],
    insecureRegistries: new Set<string>(),
    retryMs: 0,
    attemptMs: 1_000,
    environment: {},
  };
  const sender = await createSender(settings);
  const context = {
    registry: { host: reg.host, origin: reg.origin, path: "team/app" },
    access: "credential" as const,
    reference: "1",
    send: sender.send,
    redactor: createRedactor(),
    retryMs: 0,
    signal: new AbortController().signal,
    onWait: () => {},
    timing: createPullTimingLog(),
  };
  const proxy = await openLoopbackProxy(signIn, context, { name, port: 0 });
  closing.push(proxy.close, sender.close, reg.close);
  return [proxy, reg];
}

const bearer = () => createSignIn("Bearer secret", async () => ({ header: null, trouble: null }));
const hostOf = (proxy: LoopbackProxy) => proxy.location.split("/")[0] ?? "";
const ask = (proxy: LoopbackProxy, path: string, init?: RequestInit) =>
  fetch(`http://${hostOf(proxy)}${path}`, init);

test("serves the repository under its name, with the bearer added on the way", async () => {
  const [proxy, reg] = await open(bearer());
  const answer = await ask(proxy, `/v2/${name}/manifests/1`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(image.manifest);
  expect(answer.headers.get("docker-content-digest")).toBe(image.digest);
  expect(proxy.facts).toMatchObject({ digest: image.digest, bytes: image.manifest.length });
  expect(reg.requests.map(({ url, presented }) => [url, presented])).toEqual([
    ["/v2/team/app/manifests/1", { scheme: "bearer", token: "secret" }],
  ]);
});

test("listens on loopback only", async () => {
  const [proxy] = await open(bearer());
  expect(proxy.location).toMatch(/^127\.0\.0\.1:\d+\/a{48}$/);
});

test.each([
  [`/v2/${"b".repeat(48)}/manifests/1`, "GET"],
  ["/v2/team/app/manifests/1", "GET"],
  ["/v2/other/app/manifests/1", "GET"],
  [`/v2/${name}/tags/list`, "GET"],
  [`/v2/${name}/manifests/1`, "PUT"],
  [`/v2/${name}/manifests/1`, "DELETE"],
  [`/v2/${name}/blobs/uploads/`, "POST"],
  ["/token?service=fake-registry", "GET"],
])("whoever asks for %s (%s) gets 404 and the registry never hears of it", async (path, method) => {
  const [proxy, reg] = await open(bearer());
  expect((await ask(proxy, path, { method })).status).toBe(404);
  expect(reg.requests).toEqual([]);
});

test("a sign-in that a client brings along ends here", async () => {
  const [proxy, reg] = await open(
    createSignIn(null, async () => ({ header: null, trouble: null })),
  );
  const authorization = `Basic ${Buffer.from("planted:secret").toString("base64")}`;
  const headers = { authorization, cookie: "a=b", "x-registry-auth": "planted" };
  expect((await ask(proxy, `/v2/${name}/manifests/1`, { headers })).status).toBe(200);
  expect(reg.credentialsSeen).toEqual([]);
  expect(Object.keys(reg.requests[0]?.headers ?? {})).not.toContain("cookie");
  expect(Object.keys(reg.requests[0]?.headers ?? {})).not.toContain("x-registry-auth");
});

test("no challenge reaches the client, so it never goes to sign in by itself", async () => {
  const [proxy] = await open(bearer(), "standard-token");
  const answer = await ask(proxy, `/v2/${name}/manifests/1`);
  expect(answer.status).toBe(502);
  expect(answer.headers.get("www-authenticate")).toBeNull();
  expect(proxy.facts.trouble?.message).toContain("doesn't accept the credential");
});

test("a part of a layer is passed on as asked, and bytes are counted", async () => {
  const [proxy] = await open(bearer());
  const [[digest, blob] = ["", Buffer.alloc(0)]] = [...image.blobs];
  const answer = await ask(proxy, `/v2/${name}/blobs/${digest}`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(blob);
  expect(answer.headers.get("content-length")).toBe(String(blob.length));
  expect(proxy.facts.bytes).toBe(blob.length);
});

test("HEAD is answered without a body", async () => {
  const [proxy] = await open(bearer());
  const answer = await ask(proxy, `/v2/${name}/manifests/1`, { method: "HEAD" });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("");
});

test("that there is no signature under its own tag is no trouble", async () => {
  const [proxy] = await open(bearer());
  expect((await ask(proxy, `/v2/${name}/manifests/sha256-abc.sig`)).status).toBe(404);
  expect(proxy.facts.trouble).toBeNull();
  expect((await ask(proxy, `/v2/${name}/manifests/1`)).status).toBe(200);
});

test("where its port is taken it goes to another one", async () => {
  const [first] = await open(bearer());
  const port = Number(hostOf(first).split(":")[1]);
  const [second] = await openAt(port);
  expect(hostOf(second)).not.toBe(hostOf(first));
});

async function openAt(port: number): Promise<[LoopbackProxy]> {
  const proxy = await openLoopbackProxy(
    bearer(),
    {
      registry: { host: "reg.io", origin: "https://reg.io", path: "app" },
      access: "credential",
      reference: "1",
      send: () => Promise.reject(new Error("not asked")),
      redactor: createRedactor(),
      retryMs: 0,
      signal: new AbortController().signal,
      onWait: () => {},
      timing: createPullTimingLog(),
    },
    { name, port },
  );
  closing.push(proxy.close);
  return [proxy];
}
