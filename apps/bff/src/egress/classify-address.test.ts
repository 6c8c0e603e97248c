import { isPublicRoutableHost } from "@better-auth/core/utils/host";
import * as fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { classifyAddress, classifyByLibrary, classifyByTable } from "./classify-address.ts";
import { fuzzRuns } from "../testing/run-count.ts";

test.each([
  [
    "public",
    ["8.8.8.8", "172.15.255.255", "172.32.0.0", "2606:4700::1111", "100.63.255.255", "100.128.0.0"],
  ],
  [
    "private",
    ["10.0.0.1", "192.168.0.1", "100.64.0.1", "fc00::1", "2001:db8::1", "4000::1", "240.0.0.1"],
  ],
  ["loopback", ["127.0.0.1", "127.255.255.255", "::1"]],
  [
    "never",
    [
      "169.254.169.254",
      "168.63.129.16",
      "100.100.100.200",
      "192.0.0.192",
      "fd00:ec2::254",
      "fe80::1",
      "0.0.0.0",
      "::",
      "224.0.0.1",
      "255.255.255.255",
      "::ffff:8.8.8.8",
      "::7f00:1",
      "64:ff9b::808:808",
      "2002:808:808::",
      "2001:0:1::1",
      "fe80::1%eth0",
    ],
  ],
])("%s: %j", (kind, addresses) => {
  expect(addresses.map(classifyAddress)).toEqual(addresses.map(() => kind));
});

test.each([
  "",
  "127.1",
  "0x7f000001",
  "017700000001",
  "2130706433",
  "1.2.3.4.5",
  "reg.test",
  "[::1]",
  "1.2.3.4 ",
])("%j is no address and is reached by nothing", (text) => {
  expect(classifyAddress(text)).toBe("never");
});

const prefixes = [
  "0.",
  "10.",
  "100.",
  "127.",
  "168.63.129.",
  "169.254.",
  "172.",
  "192.0.",
  "192.168.",
  "198.",
  "203.0.113.",
  "224.",
  "255.",
];
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc
    .tuple(fc.constantFrom(...prefixes), fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }))
    .map(([prefix, rest]) => `${prefix}${rest.join(".")}`.split(".").slice(0, 4).join(".")),
  fc
    .tuple(
      fc.constantFrom(
        "::",
        "::ffff:",
        "64:ff9b::",
        "64:ff9b:1::",
        "2001:0:",
        "2001:db8:",
        "2002:",
        "fc00:",
        "fd00:ec2::",
        "fe80::",
        "ff02::",
        "2620:4f:8000:",
        "3fff:",
        "5f00:",
      ),
      fc.nat(0xffff),
      fc.nat(0xffff),
    )
    .map(([prefix, first, last]) => {
      const text = `${prefix}${first.toString(16)}:${last.toString(16)}`;
      return text.includes("::") ? text : `${text}::`;
    }),
);

/** The third opinion, written once more from the registries as plain arithmetic on bytes. */
function isPublicByArithmetic(text: string): boolean {
  const bytes = ipaddr.parse(text).toByteArray();
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (bytes.length === 4) {
    if ([0, 10, 127].includes(a) || a >= 224) return false;
    if (a === 100 && b >= 64 && b < 128) return false;
    if ((a === 169 && b === 254) || (a === 192 && b === 168)) return false;
    if (a === 172 && b >= 16 && b < 32) return false;
    if (a === 192 && b === 0 && (c === 0 || c === 2)) return false;
    if (
      a === 192 &&
      ((b === 31 && c === 196) || (b === 52 && c === 193) || (b === 175 && c === 48))
    )
      return false;
    if ((a === 192 && b === 88 && c === 99) || (a === 198 && (b & 0xfe) === 18)) return false;
    if ((a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113)) return false;
    return !(a === 168 && b === 63 && c === 129 && d === 16) && text !== "100.100.100.200";
  }
  const group = (index: number) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0);
  if (group(0) < 0x2000 || group(0) > 0x3fff) return false;
  if (group(0) === 0x2001 && (group(1) < 0x200 || group(1) === 0xdb8)) return false;
  if (group(0) === 0x2002 || (group(0) === 0x3fff && group(1) < 0x1000)) return false;
  return !(group(0) === 0x2620 && group(1) === 0x4f && group(2) === 0x8000);
}

test("what we call public is public to every classifier and to the arithmetic", () => {
  fc.assert(
    fc.property(address, (text) => {
      fc.pre(ipaddr.isValid(text));
      const kind = classifyAddress(text);
      const opinions = [
        classifyByTable(text) === "public",
        classifyByLibrary(text) === "public",
        isPublicRoutableHost(text),
        isPublicByArithmetic(text),
      ];
      expect([text, kind === "public"]).toEqual([text, opinions.every(Boolean)]);
    }),
    { numRuns: fuzzRuns(1_000_000) },
  );
});

test("the table alone never calls public what the library refuses", () => {
  fc.assert(
    fc.property(address, (text) => {
      fc.pre(ipaddr.isValid(text));
      const holes = classifyByTable(text) === "public" && classifyByLibrary(text) !== "public";
      expect([text, holes]).toEqual([text, false]);
    }),
    { numRuns: fuzzRuns(1_000_000) },
  );
});
