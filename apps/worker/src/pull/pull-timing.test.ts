import { createRedactor } from "@berth/registry-client";
import { expect, test } from "vitest";
import { statusTrouble } from "../proxy/trouble.ts";
import { createPullTimingLog } from "./pull-timing.ts";

function createLog() {
  const time = { now: 1_000_000 };
  return { time, log: createPullTimingLog(() => time.now) };
}

const answered = (status: number) =>
  statusTrouble({
    status,
    subject: "layer",
    host: "reg.example.com",
    name: "reg.example.com/team/app",
    reference: "1",
    access: "credential",
    body: new Uint8Array(),
    contentType: undefined,
    redactor: createRedactor(),
  }).message;

test("nothing is said of what did not happen", () => {
  const { log, time } = createLog();
  time.now += 500;
  expect(log.timing()).toEqual({});
});

test("manifest and layers are timed from where they begin", () => {
  const { log, time } = createLog();
  time.now += 120;
  log.manifestArrived();
  time.now += 30;
  log.manifestArrived();
  log.layerAnswered(null);
  time.now += 10;
  log.layerAnswered("cdn.example.com");
  log.layerAnswered("cdn.example.com");
  time.now += 700;
  log.layerBytes();
  time.now += 90;
  expect(log.timing()).toEqual({ manifestMs: 120, layersMs: 710, layerHosts: ["cdn.example.com"] });
});

test("waiting for a rate limit is told from waiting for faults, in the worker's own words", () => {
  const { log, time } = createLog();
  log.waits(answered(429), 3000);
  log.waits(answered(503), 1000);
  time.now += 3000;
  log.waits("reg.example.com closed the connection.", 500);
  expect(log.timing()).toEqual({ rateLimitedMs: 3000, troubleMs: 1500 });
});

test("layers that wait side by side wait once", () => {
  const { log, time } = createLog();
  log.waits(answered(429), 2000);
  log.waits(answered(429), 2000);
  time.now += 500;
  log.waits(answered(429), 2000);
  expect(log.timing()).toEqual({ rateLimitedMs: 2500 });
});

test("no more hosts are told than Berth takes", () => {
  const { log } = createLog();
  for (let index = 0; index < 9; index += 1) log.layerAnswered(`cdn${index}.example.com`);
  expect(log.timing().layerHosts).toHaveLength(5);
});
