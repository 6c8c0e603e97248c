import { expect, test } from "vitest";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";

test("nothing set allows nothing more", () => {
  expect(parseOutboundAllow("")).toEqual({ ok: true, entries: [] });
  expect(parseOutboundAllow("  ")).toEqual({ ok: true, entries: [] });
});

test("hosts, ports, networks and plain text are read in canonical form", () => {
  const read = parseOutboundAllow(
    "Registry.Corp.Example., harbor.local:5000 ;http,10.1.2.0/24,fd12:3456::/32;http,[FD00::5]:443,127.0.0.1:5000;http",
  );
  expect(
    read.ok &&
      read.entries.map((entry) =>
        entry.kind === "network" ? { ...entry, network: entry.network.join("/") } : entry,
      ),
  ).toEqual([
    { kind: "host", name: "registry.corp.example", port: null, plainText: false },
    { kind: "host", name: "harbor.local", port: 5_000, plainText: true },
    { kind: "network", network: "10.1.2.0/24", plainText: false },
    { kind: "network", network: "fd12:3456::/32", plainText: true },
    { kind: "host", name: "fd00::5", port: 443, plainText: false },
    { kind: "host", name: "127.0.0.1", port: 5_000, plainText: true },
  ]);
});

test.each([
  "0.0.0.0/0",
  "::/0",
  "10.0.0.0/8",
  "128.0.0.0/1",
  "100.64.0.0/10",
  "fc00::/7",
  "10.1.2.3/32",
])("the network %s can be opened", (text) => {
  expect(parseOutboundAllow(text).ok).toBe(true);
});

test.each([
  ["a,,b", 2, "the entry is empty"],
  ["reg.test,", 2, "the entry is empty"],
  ["10.0.0.0/8,10.1.2.5/24", 2, "did you mean 10.1.2.0/24?"],
  ["10.0.0.0/33", 1, "not a network"],
  ["10.1/16", 1, "write all four numbers"],
  ["https://reg.test", 1, "without https://"],
  ["reg.test/path", 1, "without a path"],
  ["reg.test:99999", 1, "1 to 65535"],
  ["reg.test;https", 1, "only ;http"],
  ["reg.test;http;http", 1, "only ;http"],
  ["*.corp.example", 1, "letters, digits and inner hyphens"],
  ["localhost", 1, "explicit port"],
  ["x.localhost", 1, "explicit port"],
  ["127.0.0.1", 1, "explicit port"],
  ["[::1]", 1, "explicit port"],
  ["127.0.0.0/8", 1, "only as host:port"],
  ["127.1.0.0/16", 1, "only as host:port"],
  ["::1/128", 1, "only as host:port"],
  ["169.254.169.254:80", 1, "cannot be opened"],
  ["169.254.0.0/16", 1, "cannot be opened"],
  ["fe80::/10", 1, "cannot be opened"],
  ["224.0.0.0/4", 1, "cannot be opened"],
  ["metadata.google.internal", 1, "cannot be opened"],
  ["kubernetes.default.svc", 1, "cannot be opened"],
  ["2130706433", 1, "four decimal numbers"],
])("%j is refused at entry %i: %s", (text, at, reason) => {
  const read = parseOutboundAllow(text);
  expect(read).toMatchObject({ ok: false, code: "bad-entry", at });
  expect(!read.ok && read.message).toContain(reason);
  expect(!read.ok && read.message).toMatch(new RegExp(`^BERTH_OUTBOUND_ALLOW, entry ${at}`));
});

test("the message shows the entry at fault, but never one that may hold a password", () => {
  const shown = parseOutboundAllow("a.test,10.0.0.0/99");
  expect(!shown.ok && shown.message).toContain('("10.0.0.0/99")');
  const hidden = parseOutboundAllow("user:hunter2@reg.test");
  expect(!hidden.ok && hidden.message).not.toContain("hunter2");
});
