import { expect, test } from "vitest";
import { createAddressReader } from "./client-address.ts";

test("without trusted proxies the sender is who opened the connection, whatever a header says", () => {
  const read = createAddressReader([]);
  expect(read("203.0.113.7", "10.0.0.1")).toBe("203.0.113.7");
  expect(read("::ffff:203.0.113.7", null)).toBe("203.0.113.7");
  expect(read(undefined, "10.0.0.1")).toBeNull();
});

test("behind a trusted proxy the header is read from the right, as far as it can be trusted", () => {
  const read = createAddressReader(["10.0.0.0/8", "192.0.2.1", "fd00::/8"]);
  expect(read("10.0.0.5", "203.0.113.7")).toBe("203.0.113.7");
  expect(read("10.0.0.5", "1.2.3.4, 203.0.113.7, 192.0.2.1")).toBe("203.0.113.7");
  expect(read("10.0.0.5", "nonsense, 203.0.113.7")).toBe("203.0.113.7");
  expect(read("10.0.0.5", "203.0.113.7, nonsense")).toBe("10.0.0.5");
  expect(read("10.0.0.5", "10.0.0.9")).toBe("10.0.0.9");
  expect(read("fd00::1", "2001:db8::7")).toBe("2001:db8::7");
  expect(read("203.0.113.9", "10.0.0.1")).toBe("203.0.113.9");
  expect(read("10.0.0.5", null)).toBe("10.0.0.5");
});

test("a header of thousands of hops is read to a fixed depth", () => {
  const read = createAddressReader(["10.0.0.0/8"]);
  expect(read("10.0.0.5", "10.0.0.1,".repeat(10_000) + "10.0.0.2")).toBe("10.0.0.1");
});

test("a proxy may write ports behind the addresses", () => {
  const read = createAddressReader(["10.0.0.0/8", "fd00::/8"]);
  expect(read("10.0.0.5", "203.0.113.7:51234")).toBe("203.0.113.7");
  expect(read("10.0.0.5", "198.51.100.1:80, 203.0.113.7:51234, 10.0.0.9:443")).toBe("203.0.113.7");
  expect(read("fd00::1", "[2001:db8::7]:51234")).toBe("2001:db8::7");
  expect(read("fd00::1", "[2001:db8::7]")).toBe("2001:db8::7");
  expect(read("10.0.0.5", "[::ffff:203.0.113.7]:1")).toBe("203.0.113.7");
  for (const none of ["203.0.113.7:", "203.0.113.7:123456", "[203.0.113.7:1", "[]:1", ":1"]) {
    expect(read("10.0.0.5", none), none).toBe("10.0.0.5");
  }
});
