// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { safeReturnPath } from "./return-path.ts";

describe("safeReturnPath", () => {
  test("keeps path, query and hash of this console", () => {
    expect(safeReturnPath("/o/acme/explain?image=a%2Fb#step-token")).toBe(
      "/o/acme/explain?image=a%2Fb#step-token",
    );
  });

  test.each([
    null,
    "",
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example",
    "javascript:alert(1)",
    "o/acme",
    "/login?return=/login",
  ])("refuses %j", (text) => {
    expect(safeReturnPath(text)).toBeNull();
  });
});
