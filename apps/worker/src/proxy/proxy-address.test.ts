import { expect, test } from "vitest";
import { proxyAddress } from "./proxy-address.ts";

test("it is the same for the same image, so that nothing piles up in skopeo's notes", () => {
  expect(proxyAddress("token", "reg.io/app")).toEqual(proxyAddress("token", "reg.io/app"));
});

test("its name can't be told without the worker token, and its port is out of the way", () => {
  const one = proxyAddress("token", "reg.io/app");
  expect(proxyAddress("other token", "reg.io/app").name).not.toBe(one.name);
  expect(proxyAddress("token", "reg.io/app2").name).not.toBe(one.name);
  expect(one.name).toMatch(/^[0-9a-f]{48}$/);
  expect(one.port).toBeGreaterThanOrEqual(20_000);
  expect(one.port).toBeLessThan(28_192);
});
