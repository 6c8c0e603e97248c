import { expect, test } from "vitest";
import { isInNetworks, readNetworks } from "./networks.ts";

test("addresses and networks are read into one spelling each", () => {
  const read = readNetworks([
    "10.1.0.0/16",
    "192.0.2.7",
    "192.0.2.7/32",
    "2001:0DB8::/32",
    "::ffff:192.0.2.7",
    "::ffff:10.2.0.0/112",
    "fd00::1",
  ]);
  expect(read).toEqual({
    ok: true,
    networks: ["10.1.0.0/16", "192.0.2.7", "2001:db8::/32", "10.2.0.0/16", "fd00::1"],
  });
});

test("what is no network is refused beside its place, and a mended one is offered", () => {
  expect(readNetworks(["10.1.2.3/16", "2001:db8::7/33"])).toMatchObject({
    issues: [
      { path: "networks.0", fix: "10.1.0.0/16" },
      { path: "networks.1", fix: "2001:db8::/33" },
    ],
  });
  for (const bad of [
    "gpu-3",
    "10.1",
    "0x0a000001",
    "010.0.0.1",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "0.0.0.0/0",
    "::/0",
    "fe80::1%eth0/64",
  ]) {
    expect(readNetworks([bad]), bad).toMatchObject({ ok: false, issues: [{ path: "networks.0" }] });
  }
});

test("an address is held against the networks whatever its spelling", () => {
  const networks = ["10.1.0.0/16", "2001:db8::/32"];
  for (const inside of ["10.1.255.255", "::ffff:10.1.0.1", "2001:db8:0:1::1"]) {
    expect(isInNetworks(networks, inside), inside).toBe(true);
  }
  for (const outside of ["10.2.0.1", "2001:db9::1", "::1", "nonsense", null]) {
    expect(isInNetworks(networks, outside), String(outside)).toBe(false);
  }
  expect(isInNetworks([], null)).toBe(true);
});
