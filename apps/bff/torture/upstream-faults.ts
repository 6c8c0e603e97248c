import { parseImage } from "@berth/image-pattern";
import { runFullCheck, systemClock } from "@berth/registry-client";
import { createEgress } from "../src/egress/create-egress.ts";
import { parseOutboundAllow } from "../src/egress/parse-outbound-allow.ts";
import { pair, startRegistry } from "../test/support/registry.ts";
import { openStage } from "./stage.ts";
import { served, createSender, quantile } from "./send.ts";
import {
  atLeast,
  atMost,
  exactly,
  reported,
  type Scenario,
  type ScenarioContext,
} from "./scenario.ts";

/** What a registry or its token service does wrong, at the stage that the name says. */
const quickFaults = [
  "token-rate-limited",
  "token-outage",
  "token-reset",
  "outage",
  "bad-gateway",
  "reset",
  "hang-up",
  "ssh-banner",
  "bad-chunk-after-auth",
  "length-too-long-after-auth",
];
/** These are waited for until a limit ends them. */
const hangingFaults = ["slow", "token-slow", "header-drip"];
/** This one only by the limit of the whole call, which is three times as long. */
const dripping = "body-drip-after-auth";

/** whatever fails upstream, and where, each call ends in time, no socket stays, and nobody else waits. */
export const upstreamFaults: Scenario = {
  id: "R-06",
  name: "faults of a registry at each stage",
  async run({ folder, count }) {
    const sums = { calls: 0, slowestMs: 0, taken: 0, broken: 0, sockets: 0 };
    const runFault = async (fault: string, calls: number, atOnce: number) => {
      const registry = await startRegistry("standard-token");
      registry.play(fault);
      const { check, close } = checkerOf(registry.host);
      for (let done = 0; done < calls; done += atOnce) {
        const together = Array.from({ length: Math.min(atOnce, calls - done) }, async (_, n) => {
          const started = performance.now();
          const trace = await check(n).catch(() => null);
          sums.calls += 1;
          sums.slowestMs = Math.max(sums.slowestMs, performance.now() - started);
          if (trace === null) sums.broken += 1;
          else if (trace.manifest !== null) sums.taken += 1;
        });
        await Promise.all(together);
      }
      await close();
      await new Promise((resolve) => setTimeout(resolve, 300));
      sums.sockets += registry.openSockets();
      await registry.close();
    };
    const each = count(10, 1_000);
    const hanging = count(hangingFaults, [...hangingFaults, dripping]);
    const [beside] = await Promise.all([
      besideHanging(folder, count),
      ...hanging.map((fault) => runFault(fault, count(5, 1_000), count(5, 100))),
      (async () => {
        for (const fault of quickFaults) await runFault(fault, each, 20);
      })(),
    ]);
    return [
      atLeast("faulty calls", sums.calls, (quickFaults.length + hanging.length) * count(5, 1_000)),
      atMost("slowest call", sums.slowestMs / 1000, 16, "s"),
      exactly("calls that threw instead of ending", sums.broken, 0),
      exactly("calls that took a fault for access", sums.taken, 0),
      exactly("sockets left open", sums.sockets, 0),
      ...beside,
    ];
  },
};

/** Full checks of one image, as many registries of many organizations would make them. */
function checkerOf(host: string) {
  const allow = parseOutboundAllow(`${host};http`);
  const image = parseImage(`${host}/team/app:1`);
  if (!allow.ok || !image.ok) throw new Error("the fake's host can't be read");
  const egress = createEgress({ allow: allow.entries, ownEndpoints: () => [] });
  const registry = {
    type: "standard",
    name: "Fake",
    scheme: "http" as const,
    hostRule: { kind: "exact" as const, hosts: [host] },
    realmRule: { sameOrigin: true, urls: [], pinnedOrigins: [] },
    headOnly: false,
    userNameRule: "",
    ca: undefined,
  };
  return {
    close: () => egress.close(),
    check: (n: number) =>
      runFullCheck({
        image: image.image,
        registry,
        credential: pair,
        transport: egress.transportFor({
          organizationId: `org_${n % 7}`,
          registryId: `reg_${n % 50}`,
        }),
        clock: systemClock,
        emit: () => {},
      }),
  };
}

/** People's requests while twenty workers wait for a registry that never answers, against before. */
async function besideHanging(folder: string, count: ScenarioContext["count"]) {
  const stage = await openStage(folder);
  const sender = createSender(stage.port);
  const ms = count(1_500, 15_000);
  const { read, pull } = stage.requests;
  const measure = () => stage.costOf(() => sender.openLoop(() => read, { rate: 40, ms }));
  for (let n = 0; n < 30; n += 1) await sender.send(read);
  const before = await measure();
  stage.registry.play("token-slow");
  const hanging = Array.from({ length: 20 }, (_, n) =>
    sender.send({
      ...pull,
      body: JSON.stringify({ image: `${stage.registry.host}/team/app-${n}:1` }),
    }),
  );
  const beside = await measure();
  const ended = await Promise.all(hanging);
  sender.close();
  const code = await stage.close();
  const [usual, others] = [before.result, beside.result];
  return [
    ...served("people's requests beside them", [...usual, ...others], stage.log()),
    atMost(
      "processor time of people's requests beside 20 hanging calls, of that before",
      beside.processorMs / others.length / (before.processorMs / usual.length),
      count(3, 2),
    ),
    exactly(
      "workers told when to come back",
      ended.filter(({ status, retryAfter }) => status === 503 && retryAfter !== null).length,
      20,
    ),
    reported(
      "people's p99 beside 20 hanging calls, of that before",
      quantile(others, 0.99) / quantile(usual, 0.99),
      "1.2",
    ),
    exactly("exit code", code, 0),
  ];
}
