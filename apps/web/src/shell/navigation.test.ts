import { describe, expect, test } from "vitest";
import { navigationFor } from "./navigation.ts";

const labels = (role: Parameters<typeof navigationFor>[0]) =>
  navigationFor(role).flatMap(({ items }) => items.map(({ label }) => label));

describe("navigationFor", () => {
  test("leaves out what a role cannot open", () => {
    expect(labels("member")).not.toContain("Tokens");
    expect(labels("support")).toContain("Tokens");
  });

  test("shows an owner everything that support sees, and no empty group to anybody", () => {
    expect(labels("owner")).toEqual(expect.arrayContaining(labels("support")));
    for (const role of ["owner", "admin", "support", "member"] as const) {
      expect(navigationFor(role).every(({ items }) => items.length > 0)).toBe(true);
    }
  });
});
