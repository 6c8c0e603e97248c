import { expect, test } from "vitest";
import type { PatternEntry } from "../../store/rows.ts";
import { servesHost } from "./serves-host.ts";

const entry = (
  pattern: string,
  registryId: string,
  hosts: PatternEntry["hosts"],
): PatternEntry => ({
  id: pattern,
  pattern,
  hosts,
  registryId,
  registryName: registryId,
  registryType: "standard",
  paused: false,
});
const regions = { kind: "wildcard", pattern: "1.dkr.ecr.*.amazonaws.com" } as const;
const everywhere = entry("1.dkr.ecr.*.amazonaws.com/*", "ecr", regions);
const oneRegion = entry("1.dkr.ecr.eu-west-1.amazonaws.com/*", "ecr", regions);

test("a host with a star serves the hosts it reaches, and only its registry's own", () => {
  expect(servesHost([everywhere], "1.dkr.ecr.eu-west-1.amazonaws.com").entry).toBe(everywhere);
  expect(servesHost([everywhere], "2.dkr.ecr.eu-west-1.amazonaws.com").entry).toBeNull();
  const listed = entry("*.example.com/*", "own", { kind: "exact", hosts: ["a.example.com"] });
  expect(servesHost([listed], "a.example.com").entry).toBe(listed);
  expect(servesHost([listed], "b.example.com").entry).toBeNull();
});

test("a host written out comes before one with a star, whatever their order", () => {
  const host = "1.dkr.ecr.eu-west-1.amazonaws.com";
  expect(servesHost([everywhere, oneRegion], host).entry).toBe(oneRegion);
  expect(servesHost([oneRegion, everywhere], host).entry).toBe(oneRegion);
});

test("a paused registry's pattern still keeps the host from another", () => {
  const host = { kind: "exact", hosts: ["reg.io"] } as const;
  const shared = [
    entry("reg.io/*", "a", host),
    { ...entry("reg.io/team/app", "b", host), paused: true },
  ];
  expect(servesHost(shared, "reg.io")).toEqual({
    entry: null,
    why: "'a' and 'b' share reg.io, and a client that knows only the host can't say whose image it wants.",
  });
});

test("a path that ends like a whole host is only a part of it", () => {
  const host = { kind: "exact", hosts: ["reg.io"] } as const;
  expect(servesHost([entry("reg.io/team/*", "a", host)], "reg.io").entry).toBeNull();
  expect(servesHost([entry("reg.io/*/x", "a", host)], "reg.io").entry).toBeNull();
});
