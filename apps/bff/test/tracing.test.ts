import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-base";
import type { FakeRegistry } from "@berth/fake-registries";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { HttpEnv } from "../src/http/http-env.ts";
import { before } from "../src/http/middleware/before.ts";
import { requestId } from "../src/http/middleware/request-id.ts";
import { createRequestSpans, traceRequest } from "../src/http/middleware/trace-request.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { addRegistry, pair, runCheck, startRegistry } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

let registry: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  registry = await startRegistry("standard-token");
  acme = await startAcme({ allow: [registry.host] });
});
afterAll(async () => {
  trace.disable();
  context.disable();
  propagation.disable();
  await Promise.all([acme.close(), registry.close()]);
});
beforeEach(() => exporter.reset());

const spans = () => exporter.getFinishedSpans();
const named = (name: string): ReadableSpan => {
  const found = spans().find((span) => span.name === name);
  if (found === undefined)
    throw new Error(
      `no span ${name}: ${spans()
        .map((one) => one.name)
        .join()}`,
    );
  return found;
};
/** The names above a span, nearest first. */
function above(span: ReadableSpan): string[] {
  const parent = spans().find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId);
  return parent === undefined ? [] : [parent.name, ...above(parent)];
}

test("a pull and a check leave a trace from the request down, and no secret in it", async () => {
  await addRegistry(acme.owner, registry);
  const { worker, token } = await addWorker(acme);
  exporter.reset();
  const image = `${registry.host}/team/app:1`;
  const answer = await worker.ok("POST /worker/pulls", { body: { image } });
  const request = named("POST /api/v1/worker/pulls");
  expect(above(named("broker.mint"))).toEqual(["broker.decide", request.name]);
  expect(above(named("store.add_pulls"))).toEqual(expect.arrayContaining([request.name]));
  expect(named("broker.decide").attributes).toMatchObject({
    "berth.pull.outcome": "credential",
    "berth.pull.carrier": "pull",
  });
  expect(named("broker.mint").attributes).toMatchObject({ "berth.mint.outcome": "token" });
  expect(request.attributes).toMatchObject({
    "http.route": "/api/v1/worker/pulls",
    "http.response.status_code": 201,
  });

  const { registries } = await acme.owner.ok("GET /organizations/{org}/registries", {
    params: { org: "acme" },
    query: {},
  });
  const registryId = registries[0]?.id ?? "";
  await runCheck(acme.owner, { subject: "registry", registryId, image });
  expect(above(named("check.token"))[0]).toBe("check");
  expect(named("check").attributes).toMatchObject({
    "berth.check.outcome": "ok",
    "berth.registry_id": registryId,
  });
  await worker.call("POST /worker/pulls", { body: { image: "not an image" } });

  const everything = JSON.stringify(
    spans().map(({ name, attributes, events, status, links }) => ({
      name,
      attributes,
      events,
      status,
      links,
    })),
  );
  const handedOut = answer.credential as { registryToken?: string; password?: string };
  for (const kept of [
    pair.secret,
    pair.username,
    token,
    handedOut.registryToken ?? handedOut.password ?? "nothing handed out",
    registry.host,
    "team/app",
    "not an image",
  ]) {
    expect(everything).not.toContain(kept);
  }
});

test("a sender's place in a trace is believed from a proxy that the operator named, and from nobody else", async () => {
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const ask = async (trusted: boolean) => {
    exporter.reset();
    const app = new Hono<HttpEnv>();
    app.use(before(requestId), traceRequest(createRequestSpans(() => trusted)));
    app.get("/", (c) => c.text("here"));
    await app.request("/", { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    return named("GET none").spanContext().traceId;
  };
  expect(await ask(true)).toBe(traceId);
  expect(await ask(false)).not.toBe(traceId);
});

test("an error is told by its name alone", async () => {
  exporter.reset();
  const { inSpan } = await import("../src/tracing.ts");
  const secretInMessage = new TypeError(`cannot parse ${pair.secret}`);
  await expect(inSpan("failing", {}, () => Promise.reject(secretInMessage))).rejects.toBe(
    secretInMessage,
  );
  expect(named("failing")).toMatchObject({
    attributes: { "error.type": "TypeError" },
    events: [],
    status: { code: 2 },
  });
});
