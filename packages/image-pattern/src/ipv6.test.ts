import { expect, test } from "vitest";
import { canonicalIpv6 } from "./ipv6.ts";

test.each([
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["2001:DB8::00A", "2001:db8::a"],
  ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
  ["1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
  ["1:2:3:4:5:6:0:8", "1:2:3:4:5:6:0:8"],
  ["0:0:0:0:0:0:0:0", "::"],
])("%s is printed as %s", (text, canonical) => {
  expect(canonicalIpv6(text)).toBe(canonical);
  expect(canonicalIpv6(canonical)).toBe(canonical);
});

test.each([
  "",
  ":",
  ":::",
  "1",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "::1::",
  "12345::",
  "g::",
  "1:2:3:4:5:6:7:8::",
])("%j is no address", (text) => {
  expect(canonicalIpv6(text)).toBeNull();
});
