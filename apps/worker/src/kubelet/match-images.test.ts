import type { WorkerPattern } from "@berth/api-contract";
import { expect, test } from "vitest";
import { matchImagesOf } from "./match-images.ts";

const entry = (pattern: string, hosts?: WorkerPattern["hosts"]): WorkerPattern => ({
  id: pattern,
  pattern,
  hosts: hosts ?? { kind: "exact", hosts: [pattern.split("/")[0] ?? ""] },
  registryId: "r1",
  registryName: "Team",
  paused: false,
  refusal: null,
  servesHost: false,
});
const regions = { kind: "wildcard", pattern: "1.dkr.ecr.*.amazonaws.com" } as const;

test.each([
  ["reg.io/*", "reg.io"],
  ["reg.io:5000/*", "reg.io:5000"],
  ["reg.io/team/*", "reg.io/team"],
  ["reg.io/team/app", "reg.io/team/app"],
  ["reg.io/team/a*/b", "reg.io/team/a"],
  ["reg.io/*/app", "reg.io"],
  ["docker.io/library/nginx", "docker.io/library/nginx"],
])("%s becomes %s", (pattern, match) => {
  expect(matchImagesOf([entry(pattern)]).matchImages).toEqual([match]);
});

test("a star in a host stays, and becomes the hosts of a list where there is one", () => {
  expect(matchImagesOf([entry("1.dkr.ecr.*.amazonaws.com/team/*", regions)]).matchImages).toEqual([
    "1.dkr.ecr.*.amazonaws.com/team",
  ]);
  const listed = { kind: "exact", hosts: ["b.art.io", "a.art.io", "other.io"] } as const;
  expect(
    matchImagesOf([entry("*.art.io/x", { ...listed, hosts: [...listed.hosts] })]).matchImages,
  ).toEqual(["a.art.io/x", "b.art.io/x"]);
});

test("what another entry asks for anyway is left out", () => {
  const patterns = ["reg.io/team/app", "reg.io/team/*", "reg.io/team", "reg.io:443/x", "z.io/*"];
  expect(matchImagesOf(patterns.map((one) => entry(one))).matchImages).toEqual([
    "reg.io/team",
    "reg.io:443/x",
    "z.io",
  ]);
});

test("it says where the kubelet asks for more than a pattern covers", () => {
  const { notes } = matchImagesOf([
    entry("a.io/team/*"),
    entry("b.io/app"),
    entry("c.io/x*y"),
    entry("d.io/*"),
    entry("e.io/*/app"),
  ]);
  expect(notes).toEqual([
    "a.io/team (for a.io/team/*) also asks for names that go on, such as team-other",
    "b.io/app (for b.io/app) also asks for names that go on, such as app-other",
    "c.io/x (for c.io/x*y) asks for everything that begins with x",
    "e.io (for e.io/*/app) asks for the whole host",
  ]);
});
