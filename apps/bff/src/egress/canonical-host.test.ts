import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalHost } from "./canonical-host.ts";
import { fuzzRuns } from "../testing/run-count.ts";

test.each([
  ["registry.example.com", "registry.example.com", "name", 443],
  ["Registry.Example.com.:5000", "registry.example.com:5000", "name", 5_000],
  ["localhost:5000", "localhost:5000", "name", 5_000],
  ["10.0.0.1", "10.0.0.1", "ipv4", 443],
  ["[2001:DB8:0:0:0:0:0:1]:5000", "[2001:db8::1]:5000", "ipv6", 5_000],
  [
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "name",
    443,
  ],
])("%s is %s", (text, canonical, kind, port) => {
  expect(canonicalHost(text)).toMatchObject({ ok: true, host: { text: canonical, kind, port } });
});

test.each([
  ["", "empty"],
  ["https://reg.test", "scheme"],
  ["user:secret@reg.test", "userinfo"],
  ["reg.test/path", "path"],
  ["reg test", "character"],
  ["127.1", "number"],
  ["::1", "ipv6"],
  ["reg.test:0", "port"],
  ["a_b.test", "label"],
  ["a".repeat(2_000), "too-long"],
])("%j is refused as %s, in words that do not repeat it", (text, code) => {
  const read = canonicalHost(text);
  expect(read).toMatchObject({ ok: false, code });
  expect(!read.ok && read.message).not.toContain("secret");
});

/** Text built from what parsers stumble over, next to plain noise. */
const hostText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.domain(),
  fc.webAuthority({ withUserInfo: true, withPort: true, withIPv4: true, withIPv6: true }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ..."@ : / \\ ? # [ ] % .. . :0 :443 0x 0177 xn-- xn--a localhost 127 1 :: ::ffff: \t \n \r \0".split(
            " ",
          ),
          " ",
          "\u3002",
          "\uFF0E",
          "\u00AD",
          "\u200B",
          "\u2460",
          "\uFF11",
          "\u00DF",
          "\u0130",
          "\u212A",
          "\u0435",
          "\uFB00",
        ),
        fc.string({ unit: "grapheme", maxLength: 3 }),
        fc.domain(),
        fc.ipV4Extended(),
        fc.ipV6(),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join("")),
);

test("whatever is accepted is read the same way by the URL parser, and is its own canonical form", () => {
  fc.assert(
    fc.property(hostText, (text) => {
      const read = canonicalHost(text);
      if (!read.ok) return;
      const { host } = read;
      const url = new URL(`https://${text}/x`);
      const bracketed = host.kind === "ipv6" ? `[${host.name}]` : host.name;
      expect(url.hostname.replace(/\.$/, "")).toBe(bracketed);
      expect(url.port === "" ? 443 : Number(url.port)).toBe(host.port);
      expect([url.username, url.password, url.pathname, url.search, url.hash]).toEqual([
        "",
        "",
        "/x",
        "",
        "",
      ]);
      expect(host.text).toMatch(/^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]+)?$/);
      const again = canonicalHost(host.text);
      expect(again).toEqual({ ok: true, host });
    }),
    { numRuns: fuzzRuns(1_000_000) },
  );
});

test("every public domain a parser accepts as plain ASCII is accepted, in any case", () => {
  fc.assert(
    fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (domain, port) => {
      // fast-check's domains may begin with xn-- by chance; these must also decode.
      fc.pre(!/(?:^|\.)xn--/i.test(domain));
      expect(canonicalHost(`${domain.toUpperCase()}:${port}`)).toMatchObject({
        ok: true,
        host: { name: domain.toLowerCase(), port },
      });
    }),
    { numRuns: fuzzRuns(1_000_000) },
  );
});
