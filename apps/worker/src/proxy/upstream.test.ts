import { createRedactor } from "@berth/registry-client";
import { expect, test } from "vitest";
import { createPullTimingLog } from "../pull/pull-timing.ts";
import type { Answer, Send } from "../net/send.ts";
import { createSignIn } from "./sign-in.ts";
import { askUpstream, type UpstreamContext } from "./upstream.ts";

/** A registry made of answers: `status header` by what was presented. */
function registry(answer: (authorization: string | undefined, asked: number) => number) {
  const asked: (string | undefined)[] = [];
  const send: Send = async (_url, { headers }) => {
    asked.push(headers["authorization"]);
    const statusCode = answer(headers["authorization"], asked.length);
    const body = Object.assign(empty(), { on: () => {}, dump: async () => {}, destroy: () => {} });
    return { statusCode, headers: {}, body } as unknown as Answer;
  };
  return { asked, send };
}

async function* empty(): AsyncGenerator<Buffer> {}

function contextWith(send: Send, retryMs = 0): UpstreamContext {
  return {
    registry: { host: "reg.io", origin: "https://reg.io", path: "team/app" },
    access: "credential",
    reference: "1",
    send,
    redactor: createRedactor(),
    retryMs,
    signal: new AbortController().signal,
    onWait: () => {},
    timing: createPullTimingLog(),
  };
}

const layer = {
  method: "GET" as const,
  resource: { kind: "blob" as const, digest: `sha256:${"a".repeat(64)}` },
  headers: {},
  signal: new AbortController().signal,
};

test("a bearer that runs out in the middle of a pull is replaced, once for all layers", async () => {
  let valid = "Bearer first";
  const { asked, send } = registry((authorization) => (authorization === valid ? 200 : 401));
  let handedOut = 0;
  const signIn = createSignIn("Bearer first", async () => {
    handedOut += 1;
    return { header: "Bearer second" };
  });
  const context = contextWith(send);
  expect((await askUpstream(layer, signIn, context)).ok).toBe(true);
  valid = "Bearer second";
  const all = await Promise.all([1, 2, 3].map(() => askUpstream(layer, signIn, context)));
  expect(all.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(handedOut).toBe(1);
  expect(new Set(asked)).toEqual(new Set(["Bearer first", "Bearer second"]));
});

test("a registry that refuses every bearer isn't asked for ever", async () => {
  const { asked, send } = registry(() => 401);
  let handedOut = 0;
  const signIn = createSignIn(null, async () => {
    handedOut += 1;
    return { header: `Bearer ${handedOut}` };
  });
  expect((await askUpstream(layer, signIn, contextWith(send))).ok).toBe(false);
  expect(asked).toEqual([undefined, "Bearer 1"]);
});

test.each([429, 502, 503, 504])("%d is tried again within the time there is", async (status) => {
  const { asked, send } = registry((_authorization, times) => (times < 2 ? status : 200));
  const signIn = createSignIn("Bearer a", async () => ({ header: null, trouble: null }));
  expect((await askUpstream(layer, signIn, contextWith(send, 5000))).ok).toBe(true);
  expect(asked).toHaveLength(2);
});

test.each([400, 403, 404, 500])("%d isn't", async (status) => {
  const { asked, send } = registry(() => status);
  const signIn = createSignIn("Bearer a", async () => ({ header: null, trouble: null }));
  const got = await askUpstream(layer, signIn, contextWith(send, 5000));
  expect(got.ok ? null : got.trouble.status).toBe(status);
  expect(asked).toHaveLength(1);
});
