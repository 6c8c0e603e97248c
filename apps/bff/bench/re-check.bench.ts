import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createImage, startFakeRegistry } from "@berth/fake-registries";
import { createJobs } from "../src/jobs/create-jobs.ts";
import { reCheckHours, startAcme, type Acme } from "../test/support/harness.ts";
import { addRegistry, pair, settingsFor } from "../test/support/registry.ts";
import { openDelayProxy } from "./delay-proxy.ts";
import { atMost, exactly, median, shown, whereCalm, type Row } from "../../../tools/bench/row.ts";

const hourMs = reCheckHours * 3_600_000;
const roundTripMs = 100;
const rounds = 5;
const sweepSize = 400;
/** Jobs that run side by side, see `createJobRunner`. */
const together = 8;
const run_ = promisify(execFile);

/**
 * What a re-check costs: its requests and connections, counted at the registry, its time over a network with a round
 * trip of 100 ms beside skopeo's, and a sweep over 400 registries beside what the round trips alone would take.
 */
export async function run(): Promise<Row[]> {
  return [
    ...(await counts("standard-basic", 1)),
    ...(await counts("standard-token", 2)),
    ...(await whereCalm(sweep)),
  ];
}

async function counts(dialect: string, requests: number): Promise<Row[]> {
  const stage = await openStage(dialect, 1);
  const { registry, proxy, acme } = stage;
  try {
    await again(acme);
    const before = registry.requests.length;
    const first = registry.requests.slice(0, before).map(({ url }) => url);
    await again(acme);
    const known = registry.requests.slice(before).map(({ url }) => url);
    const rows = [
      exactly(`${dialect}: requests of a re-check, challenge known`, known.length, requests),
      exactly(`${dialect}: requests of the first`, first.length, requests + 1),
      exactly(`${dialect}: requests to /v2/ alone`, pings([...first, ...known]), 0),
      atMost(`${dialect}: connections`, proxy.counted.connections, 1, ""),
    ];
    if (dialect === "standard-basic") return rows;
    proxy.delay.roundTripMs = roundTripMs;
    const certificates = mkdtempSync(join(tmpdir(), "berth-bench-"));
    writeFileSync(join(certificates, "ca.crt"), registry.ca ?? "");
    const ours: number[] = [];
    const skopeos: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      await inspect(proxy.host, certificates);
      skopeos.push(performance.now() - started);
      await again(acme);
      ours.push(lastDuration(acme));
    }
    rmSync(certificates, { recursive: true });
    const ratio = median(ours) / median(skopeos);
    return [
      ...rows,
      shown("warm re-check, round trip 100 ms", median(ours), "ms"),
      shown("skopeo inspect --raw", median(skopeos), "ms"),
      atMost("warm re-check / skopeo", ratio, 0.25, "x"),
    ];
  } finally {
    await stage.close();
  }
}

async function sweep(): Promise<Row[]> {
  const stage = await openStage("standard-token", sweepSize);
  try {
    await again(stage.acme);
    stage.proxy.delay.roundTripMs = roundTripMs;
    const before = stage.registry.requests.length;
    stage.acme.advance(2 * hourMs);
    const took = await runAsServed(stage.acme);
    const requests = stage.registry.requests.length - before;
    // Each registry has connections of its own, long closed after an hour: opening one (TCP and TLS), then two requests.
    const ideal = (sweepSize / together) * 4 * roundTripMs;
    return [
      exactly(`requests of a sweep of ${sweepSize}`, requests, 2 * sweepSize),
      shown(`sweep of ${sweepSize}, ${together} at a time`, took, "ms"),
      atMost("sweep / its round trips", took / ideal, 1.3, "x"),
    ];
  } finally {
    await stage.close();
  }
}

/** As many registries as asked for, all on one server behind the proxy, re-checked once. */
async function openStage(dialect: string, count: number) {
  const proxy = await openDelayProxy();
  const registry = await startFakeRegistry({
    dialect,
    tls: "trusted",
    names: { registry: [proxy.host], elsewhere: [] },
    accounts: [{ ...pair, pull: ["team/app"] }],
    images: { "team/app:1": createImage() },
  });
  proxy.target.host = registry.host;
  const trustedCa = registry.ca ?? "";
  const acme = await startAcme({ allow: [proxy.host], outbound: { trustedCa } });
  for (let one = 0; one < count; one += 1) {
    await addRegistry(acme.owner, proxy, {
      name: `Registry ${one}`,
      settings: { ...settingsFor(proxy), tls: "public" },
      patterns: [`${proxy.host}/r${one}/*`],
      testImage: `${proxy.host}/team/app:1`,
    });
  }
  await acme.runJobs();
  return {
    registry,
    proxy,
    acme,
    close: async () => {
      await acme.close();
      await proxy.close();
      await registry.close();
    },
  };
}

async function again(acme: Acme): Promise<void> {
  // Twice: the re-checks of all registries are spread over an hour.
  acme.advance(2 * hourMs);
  await acme.runJobs();
}

/** As the server itself runs jobs: as soon as one is done the next begins. Gives the milliseconds it took. */
async function runAsServed({ deps, rows }: Acme): Promise<number> {
  const count = () => Number(rows('select count(*) as n from "check"')[0]?.["n"]);
  const wanted = count() + sweepSize;
  const jobs = createJobs(deps, { reCheckIntervalMs: hourMs });
  const started = performance.now();
  await jobs.start();
  while (count() < wanted) await new Promise((resolve) => setTimeout(resolve, 20));
  const took = performance.now() - started;
  await jobs.stop();
  return took;
}

function lastDuration(acme: Acme): number {
  const [row] = acme.rows('select duration_ms from "check" order by started_at desc limit 1');
  return Number(row?.["duration_ms"]);
}

function pings(urls: readonly string[]): number {
  return urls.filter((url) => /^\/v2\/?$/.test(url)).length;
}

async function inspect(host: string, certificates: string): Promise<void> {
  await run_("skopeo", [
    "inspect",
    "--raw",
    `--cert-dir=${certificates}`,
    // A fake registry's login, made for this run.
    `--creds=${pair.username}:${pair.secret}`,
    `docker://${host}/team/app:1`,
  ]);
}
