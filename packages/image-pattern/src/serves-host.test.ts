import { expect, test } from "vitest";
import { servesHost, type HostEntry } from "./serves-host.ts";

const exact = (...hosts: string[]) => ({ kind: "exact", hosts }) as const;
const entry = (
  pattern: string,
  registryId: string,
  { hosts = exact("reg.io"), servesHostOnly = false }: Partial<HostEntry> = {},
): HostEntry => ({ pattern, hosts, registryId, registryName: registryId, servesHostOnly });
const regions = { kind: "wildcard", pattern: "1.dkr.ecr.*.amazonaws.com" } as const;
const everywhere = entry("1.dkr.ecr.*.amazonaws.com/*", "ecr", { hosts: regions });
const oneRegion = entry("1.dkr.ecr.eu-west-1.amazonaws.com/*", "ecr", { hosts: regions });

test("a host with a star serves the hosts it reaches, and only its registry's own", () => {
  expect(servesHost([everywhere], "1.dkr.ecr.eu-west-1.amazonaws.com").entry).toBe(everywhere);
  expect(servesHost([everywhere], "2.dkr.ecr.eu-west-1.amazonaws.com").entry).toBeNull();
  const listed = entry("*.example.com/*", "own", { hosts: exact("a.example.com") });
  expect(servesHost([listed], "a.example.com").entry).toBe(listed);
  expect(servesHost([listed], "b.example.com").entry).toBeNull();
});

test("a host written out comes before one with a star, whatever their order", () => {
  const host = "1.dkr.ecr.eu-west-1.amazonaws.com";
  expect(servesHost([everywhere, oneRegion], host).entry).toBe(oneRegion);
  expect(servesHost([oneRegion, everywhere], host).entry).toBe(oneRegion);
});

test("two registries on one host keep it from each other", () => {
  expect(servesHost([entry("reg.io/*", "a"), entry("reg.io/team/app", "b")], "reg.io")).toEqual({
    entry: null,
    why: "'a' and 'b' share reg.io, and a client that knows only the host can't say whose image it wants.",
  });
});

test("however many share a host, they are named as in a sentence", () => {
  const among = ["d", "b", "a", "c"].map((name) => entry(`reg.io/${name}/*`, name));
  expect(servesHost(among, "reg.io").why).toContain("'a', 'b', 'c' and 'd' share reg.io");
});

test("a path that ends like a whole host is only a part of it", () => {
  expect(servesHost([entry("reg.io/team/*", "a")], "reg.io").entry).toBeNull();
  expect(servesHost([entry("reg.io/*/x", "a")], "reg.io").entry).toBeNull();
});

test("an admin's choice lets one registry serve a host it shares, or has only a part of", () => {
  const chosen = { servesHostOnly: true };
  const part = entry("reg.io/team/*", "a", chosen);
  const narrower = entry("reg.io/team/app/*", "a", chosen);
  const found = servesHost([entry("reg.io/*", "b"), narrower, part], "reg.io");
  expect(found.entry).toBe(part);
  expect(found.why).toBe("'a' is set to serve clients that know only the host.");
  const elsewhere = entry("other.io/*", "a", { hosts: exact("other.io"), ...chosen });
  expect(servesHost([elsewhere, entry("reg.io/team/*", "b")], "reg.io").entry).toBeNull();
});

test("two that are chosen for one host cancel each other out", () => {
  const both = [
    entry("reg.io/*", "a", { servesHostOnly: true }),
    entry("reg.io/x/*", "b", { servesHostOnly: true }),
  ];
  expect(servesHost(both, "reg.io")).toEqual({
    entry: null,
    why: "'a' and 'b' are each set to serve clients that know only the host, so none of them does on reg.io.",
  });
});
