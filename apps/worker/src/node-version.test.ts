import { expect, test } from "vitest";
import { nodeTooOld } from "./node-version.ts";

test("a Node below 18 is told in one line, a newer one is fine", () => {
  expect(nodeTooOld("16.20.2")).toBe("berth-worker needs Node 18 or newer; this is Node 16.20.2.");
  expect(nodeTooOld("v8.0.0")).toContain("this is Node 8.0.0");
  expect(nodeTooOld("18.0.0")).toBeNull();
  expect(nodeTooOld("100.1.0")).toBeNull();
});
