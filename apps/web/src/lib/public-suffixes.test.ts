import { checkHostStar } from "@berth/registry-catalog";
import { expect, test, vi } from "vitest";

const own = { kind: "own-domain", example: "*.art.example.com" } as const;
const check = (host: string) => checkHostStar(own, "standard", host)?.code ?? null;

test("a star below a public suffix is refused as soon as the list has arrived, and others pass", async () => {
  expect(check("*.blogspot.com")).toBe(null);
  await vi.waitFor(() => expect(check("*.blogspot.com")).toBe("star-public-suffix"), {
    timeout: 10_000,
  });
  expect(check("*.art.example.co.uk")).toBe(null);
});
