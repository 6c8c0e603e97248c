import { expect, test } from "vitest";
import { isPlainPath } from "./path-rule.ts";

test("plain paths pass, whatever their query holds", () => {
  for (const target of [
    "/",
    "/api/v1/organizations/acme/pulls?image=a%2Fb//c&x=..",
    "/o/acme/registries",
    "/assets/index-a1B2.js",
    "/explain?image=reg.test/team/app:v1",
    "/o/acme/%C3%A4",
  ]) {
    expect(isPlainPath(target), target).toBe(true);
  }
});

test("paths that two readers could take for two things are refused", () => {
  for (const target of [
    "",
    "api",
    "//evil.test",
    "/a//b",
    "/a/../b",
    "/a/./b",
    "/..",
    "/a/%2e%2e/b",
    "/a/.%2E/b",
    "/a%2fb",
    "/a%5Cb",
    "/a\\b",
    "/a%00b",
    "/a%0d%0aSet-Cookie",
    "/a%7f",
    "/a%252e",
    "/a%c0%af",
    "/a%ff",
    "/a%e2%82",
    "/a%zz",
    "/a%",
    "/a\u0000",
    "/a\tb",
    "/ä",
    "http://127.0.0.1/api/v1/session",
    `/${"a".repeat(5000)}`,
  ]) {
    expect(isPlainPath(target), JSON.stringify(target).slice(0, 60)).toBe(false);
  }
});
