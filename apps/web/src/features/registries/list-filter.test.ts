import type { RegistryView } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import {
  filterRegistries,
  readFilter,
  readSort,
  sortRegistries,
  writeSort,
} from "./list-filter.ts";

const now = Date.UTC(2026, 4, 3);
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();

const ending = (at: string | null): RegistryView["expiry"] => ({
  at,
  source: at === null ? "unknown" : "entered",
  by: null,
  snoozedUntil: null,
});

function registry(name: string, more: Partial<RegistryView> = {}): RegistryView {
  return {
    id: name,
    name,
    type: "standard",
    host: "registry.acme.example",
    hostRule: { kind: "exact", hosts: ["registry.acme.example"] },
    settings: {},
    identity: null,
    patterns: [],
    health: {
      state: "healthy",
      reason: null,
      since: null,
      checkedAt: null,
      checkId: null,
      checkedBy: null,
    },
    checkedOn: "server",
    paused: false,
    secret: null,
    expiry: ending(null),
    rotateAfterDays: null,
    rotateAt: null,
    handOutStored: false,
    servesHostOnly: false,
    testImage: null,
    lastPullAt: null,
    pulls30d: 0,
    version: 1,
    createdAt: inDays(-9),
    createdBy: null,
    updatedAt: inDays(-9),
    updatedBy: null,
    ...more,
  };
}

const names = (registries: readonly RegistryView[]) => registries.map(({ name }) => name);
const filtered = (registries: RegistryView[], search: string) =>
  names(filterRegistries(registries, readFilter(new URLSearchParams(search)), now));

describe("filterRegistries", () => {
  const all = [
    registry("ECR prod", {
      type: "aws-ecr",
      patterns: [{ id: "1", text: "1234.dkr.ecr.eu-west-1.amazonaws.com/*", canonical: "" }],
      expiry: ending(inDays(-1)),
    }),
    registry("Hub", {
      type: "docker-hub",
      identity: "acme-bot",
      expiry: ending(inDays(13)),
      health: {
        state: "failing",
        reason: null,
        since: null,
        checkedAt: null,
        checkId: null,
        checkedBy: null,
      },
      createdBy: { id: "u1", name: "Aino" },
    }),
    registry("Harbor", { expiry: ending(inDays(40)) }),
  ];

  test("searches name, host, identity and patterns, whatever the case", () => {
    expect(filtered(all, "q=ECR%20PROD")).toEqual(["ECR prod"]);
    expect(filtered(all, "q=eu-west-1")).toEqual(["ECR prod"]);
    expect(filtered(all, "q=acme-bot")).toEqual(["Hub"]);
    expect(filtered(all, "q=registry.acme")).toEqual(["ECR prod", "Hub", "Harbor"]);
  });

  test("takes every filter together", () => {
    expect(filtered(all, "type=docker-hub&health=failing&owner=u1&q=hub")).toEqual(["Hub"]);
    expect(filtered(all, "type=docker-hub&health=healthy")).toEqual([]);
  });

  test("tells overdue, soon and unknown dates apart", () => {
    expect(filtered(all, "expires=overdue")).toEqual(["ECR prod"]);
    expect(filtered(all, "expires=14-days")).toEqual(["Hub"]);
    expect(filtered(all, "expires=60-days")).toEqual(["Hub", "Harbor"]);
    expect(filtered([registry("x")], "expires=unknown")).toEqual(["x"]);
  });

  test("an unknown kind of expiry from an old link filters nothing away", () => {
    expect(filtered(all, "expires=next-century")).toHaveLength(3);
  });
});

describe("sortRegistries", () => {
  test("puts what needs somebody first when sorted by health", () => {
    const of = (name: string, state: RegistryView["health"]["state"]) =>
      registry(name, {
        health: {
          state,
          reason: null,
          since: null,
          checkedAt: null,
          checkId: null,
          checkedBy: null,
        },
      });
    const sorted = sortRegistries(
      [of("a", "healthy"), of("b", "trouble"), of("c", "expired"), of("d", "failing")],
      readSort(new URLSearchParams("sort=health.asc")),
    );
    expect(names(sorted)).toEqual(["c", "d", "b", "a"]);
  });

  test("puts registries without a date last, and orders ties by name", () => {
    const sorted = sortRegistries(
      [registry("b"), registry("a"), registry("soon", { expiry: ending(inDays(2)) })],
      readSort(new URLSearchParams("sort=expires.asc")),
    );
    expect(names(sorted)).toEqual(["soon", "a", "b"]);
  });

  test("reads back what it writes, leaves the usual order out of the address, and ignores nonsense", () => {
    const sort = { column: "pulls", direction: "descending" } as const;
    expect(readSort(new URLSearchParams({ sort: writeSort(sort) }))).toEqual(sort);
    expect(writeSort({ column: "name", direction: "ascending" })).toBe("");
    expect(readSort(new URLSearchParams("sort=__proto__.desc"))).toEqual({
      column: "name",
      direction: "descending",
    });
  });
});
