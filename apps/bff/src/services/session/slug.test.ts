import { expect, test } from "vitest";
import { slugSchema } from "@berth/api-contract";
import { slugOf } from "./slug.ts";

test("any name gives a slug that the contract accepts", () => {
  const names: Array<[name: string, slug: string]> = [
    ["Acme", "acme"],
    ["  Ärzte & Söhne GmbH  ", "arzte-sohne-gmbh"],
    ["日本", "organization"],
    ["---", "organization"],
    ["A".repeat(100), "a".repeat(40)],
    [`${"a".repeat(39)} b`, "a".repeat(39)],
    ["../../etc", "etc"],
  ];
  for (const [name, slug] of names) {
    expect(slugOf(name), name).toBe(slug);
    expect(slugSchema.safeParse(slugOf(name)).success, name).toBe(true);
  }
});
