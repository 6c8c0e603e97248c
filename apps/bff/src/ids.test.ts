import { expect, test } from "vitest";
import { idSchema } from "@berth/api-contract";
import { newId } from "./ids.ts";

test("an id carries its prefix and passes the contract's rule", () => {
  const id = newId("reg");
  expect(id).toMatch(/^reg_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(idSchema.safeParse(id).success).toBe(true);
});

test("ids made later sort behind ids made earlier", () => {
  const times = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 2 ** 45];
  const ids = times.map((at) => newId("reg", at));
  expect(ids.toSorted()).toEqual(ids);
});

test("ids of the same millisecond differ", () => {
  const ids = new Set(Array.from({ length: 5000 }, () => newId("pul", 1)));
  expect(ids.size).toBe(5000);
});
