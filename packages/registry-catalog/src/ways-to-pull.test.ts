import type { HostEntry } from "@berth/image-pattern";
import { describe, expect, test } from "vitest";
import type { HandOut } from "./registry-type.ts";
import { waysToPull, type WayToPullId } from "./ways-to-pull.ts";

const entry = (pattern: string, change: Partial<HostEntry> = {}): HostEntry => ({
  pattern,
  hosts: { kind: "exact", hosts: [pattern.split("/")[0] ?? ""] },
  registryId: "ml",
  registryName: "ML",
  servesHostOnly: false,
  ...change,
});
const others = { registryId: "ops", registryName: "Ops" };
const handOut = (carrier: HandOut["carrier"], coversHost = false): HandOut => ({
  carrier,
  what: "",
  life: "",
  narrowness: "",
  coversHost,
  storedConsequence: null,
});
const login = handOut("user-password", true);

function ways(
  own: HostEntry,
  { given = login, stored = false, among = [own] as readonly HostEntry[] } = {},
) {
  const found = waysToPull({ entry: own, among, handOut: given, handOutStored: stored });
  return Object.fromEntries(found.map((way) => [way.id, way])) as Record<
    WayToPullId,
    (typeof found)[number]
  >;
}
const verdicts = (...input: Parameters<typeof ways>) =>
  Object.values(ways(...input)).map(({ verdict }) => verdict);

describe("by what the pattern says", () => {
  test("the whole of a host that is nobody else's suits every client", () => {
    expect(verdicts(entry("reg.io/*"))).toEqual(["works", "works", "works", "works"]);
  });

  test("a part of a host is not for a client that knows only the host, unless an admin says so", () => {
    expect(ways(entry("reg.io/team/*"))["credential-helper"]).toMatchObject({
      verdict: "refused",
      why: "'ML' serves only part of reg.io, and a client that knows only the host can't say which image it wants.",
    });
    expect(verdicts(entry("reg.io/team/*", { servesHostOnly: true }))).not.toContain("refused");
  });

  test("where two registries share a host it says so", () => {
    const own = entry("reg.io/*");
    const among = [own, entry("reg.io/ops/*", others)];
    expect(ways(own, { among })["credential-helper"]).toMatchObject({
      verdict: "refused",
      why: expect.stringContaining("'ML' and 'Ops' share reg.io"),
    });
    const chosen = [own, entry("reg.io/ops/*", { ...others, servesHostOnly: true })];
    expect(ways(own, { among: chosen })["credential-helper"]).toMatchObject({
      verdict: "refused",
      why: "'Ops' is set to serve clients that know only the host.",
    });
  });

  test("a star inside the path is for the kubelet a prefix, and nothing an auth file can say", () => {
    const found = ways(entry("reg.io/team/a*/b"));
    expect(found.kubelet).toMatchObject({
      verdict: "works",
      why: "It asks for everything that begins with team/a; Berth answers that those need nothing.",
    });
    expect(found["auth-file"]).toMatchObject({
      verdict: "limited",
      why: expect.stringContaining("`--all` leaves this pattern out"),
    });
  });

  test("a star in the host counts host by host", () => {
    const regions = { kind: "wildcard", pattern: "1.dkr.ecr.*.amazonaws.com" } as const;
    const own = entry("1.dkr.ecr.*.amazonaws.com/*", { hosts: regions });
    expect(verdicts(own)).toEqual(["works", "works", "works", "limited"]);
    const rival = entry("1.dkr.ecr.eu-west-1.amazonaws.com/team/*", others);
    expect(ways(own, { among: [own, rival] })["credential-helper"]).toMatchObject({
      verdict: "limited",
      why: expect.stringContaining("of 'Ops' is on some of them"),
    });
    expect(verdicts({ ...own, servesHostOnly: true }, { among: [own, rival] })[1]).toBe("works");
    const part = entry("1.dkr.ecr.*.amazonaws.com/team/*", { hosts: regions });
    expect(verdicts(part)[1]).toBe("refused");
    const listed = entry("*.art.io/*", {
      hosts: { kind: "exact", hosts: ["a.art.io", "b.art.io"] },
    });
    const onB = entry("b.art.io/x", others);
    expect(ways(listed, { among: [listed, onB] })["credential-helper"]).toMatchObject({
      verdict: "limited",
      why: expect.stringContaining("share b.art.io"),
    });
    const nowhere = entry("*.art.io/*", { hosts: { kind: "exact", hosts: ["reg.io"] } });
    expect(verdicts(nowhere).slice(1, 3)).toEqual(["refused", "refused"]);
  });
});

describe("by what the registry gives out", () => {
  const whole = entry("reg.io/*");
  const one = entry("reg.io/team/app");

  test("a token for one repository is for `pull` alone while the stored secret is kept back", () => {
    const given = handOut("registry-token");
    expect(verdicts(whole, { given })).toEqual(["works", "refused", "refused", "refused"]);
    expect(verdicts(whole, { given, stored: true })).toEqual(["works", "works", "works", "works"]);
  });

  test("a login for one repository is for clients that name an image", () => {
    const given = handOut("user-password");
    expect(verdicts(whole, { given })).toEqual(["works", "refused", "works", "limited"]);
    expect(ways(one, { given })["auth-file"]).toMatchObject({
      verdict: "works",
      why: "It stands in the file as `reg.io/team/app`.",
    });
    expect(verdicts(whole, { given, stored: true })).toEqual(["works", "works", "works", "works"]);
  });

  test("nothing but the stored secret is for nobody while it is kept back", () => {
    const given = handOut("stored-secret", true);
    expect(new Set(verdicts(whole, { given }))).toEqual(new Set(["refused"]));
    expect(new Set(verdicts(whole, { given, stored: true }))).toEqual(new Set(["works"]));
  });

  test("a worker's own role suits every client", () => {
    expect(new Set(verdicts(whole, { given: handOut("none", true) }))).toEqual(new Set(["works"]));
  });
});
