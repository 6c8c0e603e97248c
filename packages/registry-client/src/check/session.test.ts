import { expect, test } from "vitest";
import { checkInput } from "../../test/check-fixture.ts";
import type { CheckEvent, StepResult } from "../check-event.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { TransportError, type Transport, type TransportRequest } from "../transport.ts";
import { runFullCheck } from "./full-check.ts";
import { requestsSent } from "./requests-sent.ts";

const registry = { host: "reg.example.com", origin: "https://reg.example.com", ca: null };
const bearer = 'Bearer realm="https://reg.example.com/token"';

/** A registry that answers what it is told to, without any socket. */
function answering(
  reply: (request: TransportRequest) => {
    status: number;
    headers?: Array<[string, string]>;
    body?: string;
  },
): {
  transport: Transport;
  asked: TransportRequest[];
} {
  const asked: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    asked.push(request);
    const { status, headers = [], body = "" } = reply(request);
    return { status, headers, body: Buffer.from(body), durationMs: 1 };
  };
  return { transport, asked };
}

const check = (transport: Transport, changes = {}) =>
  runFullCheck(checkInput(registry, transport, "team/app:1", changes));

test("never makes more than eight requests, however the registry turns", async () => {
  const { transport, asked } = answering(({ url, method }) => {
    if (url.includes("/token")) return { status: 200, body: '{"token":"t"}' };
    if (method === "HEAD") return { status: 405 };
    return { status: 401, headers: [["www-authenticate", `${bearer},error="invalid_token"`]] };
  });
  const trace = await check(transport);
  expect(asked.length).toBeLessThanOrEqual(8);
  expect(trace.exchanges.length).toBe(asked.length);
});

test("keeps to a lower bound and says so", async () => {
  const { transport, asked } = answering(() => ({
    status: 401,
    headers: [["www-authenticate", bearer]],
  }));
  const trace = await check(transport, { limits: { requests: 1 } });
  expect(asked).toHaveLength(1);
  expect(diagnose(trace).code).toBe("TOO-MANY-STEPS");
});

test("counts a request that went out twice as two, and lets the last one go out once", async () => {
  const { transport, asked } = answering(({ url }) =>
    url.includes("/token")
      ? { status: 200, body: '{"token":"t"}' }
      : { status: 401, headers: [["www-authenticate", bearer]] },
  );
  const sent = { requests: 0 };
  const resending: Transport = async (request) => {
    const { method, noResend } = request;
    const twice = method !== "POST" && noResend !== true;
    sent.requests += twice ? 2 : 1;
    request.onNetwork?.({ kind: "reused" });
    if (twice) request.onNetwork?.({ kind: "resent" });
    return transport(request);
  };
  const ended: number[] = [];
  const trace = await check(resending, {
    limits: { requests: 3 },
    emit: (event: CheckEvent) => event.kind === "check-finished" && ended.push(event.requests),
  });
  expect(asked.map(({ noResend }) => noResend)).toEqual([false, true]);
  expect(sent.requests).toBe(3);
  expect(requestsSent(trace.exchanges)).toBe(3);
  expect(ended).toEqual([3]);
  expect(diagnose(trace).code).toBe("TOO-MANY-STEPS");
});

test("ends in time even with a transport that never ends and heeds no signal", async () => {
  const trace = await check(() => new Promise(() => {}), { limits: { durationMs: 50 } });
  expect(diagnose(trace).code).toBe("OUT-OF-TIME");
  expect(trace.steps[1]).toMatchObject({ step: "dns", status: "failed" });
  expect(trace.steps[5]?.text).toBe("Skipped: needs “DNS”.");
});

test("a cancelled check ends at once, tells the transport, and blames nobody", async () => {
  const caller = new AbortController();
  let signal: AbortSignal | undefined;
  const pending = check(
    (request) => {
      signal = request.signal;
      queueMicrotask(() => caller.abort());
      return new Promise(() => {});
    },
    { signal: caller.signal },
  );
  expect(diagnose(await pending)).toMatchObject({ code: "CANCELLED", healthEffect: "none" });
  expect(signal?.aborted).toBe(true);
});

test("a check cancelled before it began makes no request", async () => {
  const { transport, asked } = answering(() => ({ status: 200 }));
  const trace = await check(transport, { signal: AbortSignal.abort() });
  expect(asked).toEqual([]);
  expect(diagnose(trace).code).toBe("CANCELLED");
});

test("a rejection that comes after the end bothers nobody", async () => {
  let reject: (err: Error) => void = () => {};
  const late = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  await check(() => late, { limits: { durationMs: 20 } });
  reject(new TransportError("reset", { host: "reg.example.com", port: 443 }));
  await expect(late).rejects.toThrow("reset (reg.example.com:443)");
});

test("a broken transport fails the check loudly instead of being diagnosed", async () => {
  const broken = async () => {
    throw new TypeError("a bug");
  };
  await expect(check(broken)).rejects.toThrow("a bug");
});

test("sends no cookie and no header but its own", async () => {
  const { transport, asked } = answering(() => ({
    status: 401,
    headers: [
      ["www-authenticate", "Basic realm=x"],
      ["set-cookie", "a=b"],
    ],
  }));
  await check(transport);
  const names = new Set(asked.flatMap(({ headers }) => Object.keys(headers)));
  expect([...names].sort()).toEqual(["accept", "accept-encoding", "authorization"]);
  expect(asked.map(({ url }) => url)).toEqual(
    Array.from({ length: 3 }, () => "https://reg.example.com/v2/team/app/manifests/1"),
  );
});

test("asks Docker Hub's server for Docker Hub's images", async () => {
  const { transport, asked } = answering(() => ({ status: 503 }));
  const hub = { host: "docker.io", origin: "https://registry-1.docker.io", ca: null };
  await runFullCheck(checkInput(hub, transport, "library/alpine:3"));
  expect(asked[0]?.url).toBe("https://registry-1.docker.io/v2/library/alpine/manifests/3");
});

test("hands a private CA to every request", async () => {
  const { transport, asked } = answering(() => ({
    status: 401,
    headers: [["www-authenticate", "Basic realm=x"]],
  }));
  await runFullCheck(checkInput({ ...registry, ca: "PEM" }, transport, "team/app:1"));
  expect(new Set(asked.map(({ ca }) => ca))).toEqual(new Set(["PEM"]));
});

test("shows no header that isn't on its list, and no value of Location", async () => {
  const { transport } = answering(() => ({
    status: 307,
    headers: [
      ["location", "https://cdn.example.com/x?X-Amz-Signature=abc"],
      ["set-cookie", "session=abc"],
      ["server", "nginx"],
    ],
  }));
  const trace = await check(transport);
  expect(JSON.stringify(trace)).not.toContain("abc");
  expect(trace.stop).toEqual({ reason: "redirect", toHost: "cdn.example.com" });
  expect(trace.exchanges[0]?.answer?.headers).toEqual([["server", "nginx"]]);
});

test("a failure says where, never what was sent", async () => {
  const transport = async () => {
    throw new TransportError("dns-not-found", {
      host: "reg.example.com",
      port: 443,
      osCode: "ENOTFOUND",
    });
  };
  const trace = await check(transport);
  expect(trace.steps.map(({ step, status }) => `${step} ${status}`).slice(0, 4)).toEqual([
    "credential passed",
    "dns failed",
    "connect skipped",
    "challenge skipped",
  ]);
  expect(trace.steps[1]?.text).toBe("reg.example.com doesn't exist in DNS.");
});

test("a check whose open connection was closed looks up and connects after all, and shows both", async () => {
  const { transport } = answering(() => ({ status: 200, body: "{}" }));
  const trace = await check(async (request) => {
    request.onNetwork?.({ kind: "reused" });
    if (request.noResend !== true) {
      request.onNetwork?.({ kind: "resent" });
      const [host, address] = ["reg.example.com", "192.0.2.1"];
      request.onNetwork?.({ kind: "dns", host, addresses: [address], durationMs: 3 });
      request.onNetwork?.({ kind: "connect", address, port: 443, durationMs: 4 });
      request.onNetwork?.({
        kind: "tls",
        protocol: "TLSv1.3",
        validTo: "2030-01-01T00:00:00.000Z",
        issuer: "An authority",
        subject: host,
        durationMs: 5,
      });
    }
    return transport(request);
  });
  const [, dns, connect] = trace.steps;
  expect(dns).toMatchObject({ step: "dns", status: "passed", text: "1 address in 3 ms" });
  expect(kindsOf(dns)).toEqual(["reused", "resent", "dns"]);
  expect(connect).toMatchObject({ step: "connect", status: "passed" });
  expect(kindsOf(connect)).toEqual(["connect", "tls"]);
});

function kindsOf(step: StepResult | undefined): string[] {
  return (step?.evidence ?? []).flatMap((item) =>
    item.kind === "network" ? [item.event.kind] : [],
  );
}
