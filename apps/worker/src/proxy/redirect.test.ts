import { expect, test } from "vitest";
import { nextHop } from "./redirect.ts";

const registry = new URL("https://registry.example.com/v2/app/blobs/x");
const local = new URL("http://127.0.0.1:5000/v2/app/blobs/x");

test.each([
  [registry, "https://cdn.example.net/x?sig=1", "https://cdn.example.net/x?sig=1"],
  [registry, "/elsewhere", "https://registry.example.com/elsewhere"],
  [registry, "//cdn.example.net/x", "https://cdn.example.net/x"],
  [registry, "https://10.0.0.8/x", "https://10.0.0.8/x"],
  [local, "http://127.0.0.1:5001/x", "http://127.0.0.1:5001/x"],
  [local, "https://cdn.example.net/x", "https://cdn.example.net/x"],
])("from %s to %s goes on to %s", (from, location, expected) => {
  const next = nextHop(from, location);
  expect(next.ok ? next.url.href : next.message).toBe(expected);
});

test.each([
  [undefined, "without saying where"],
  ["http://cdn.example.net/x", "without encryption"],
  ["file:///etc/passwd", "file:"],
  ["data:text/plain,x", "data:"],
  ["https://user:pw@cdn.example.net/x", "with a sign-in in the address"],
  ["https://[bad", "no address"],
  ["https://localhost:9000/", "this machine itself"],
  ["https://127.1/", "this machine itself"],
  ["https://0x7f000001/", "this machine itself"],
  ["https://2130706433/", "this machine itself"],
  ["https://[::1]/", "this machine itself"],
  ["https://[::ffff:127.0.0.1]/", "this machine itself"],
  ["https://[fe80::1]/", "this machine itself"],
  ["https://169.254.169.254/latest/meta-data", "this machine itself"],
  ["https://metadata.localhost/", "this machine itself"],
])("from a registry elsewhere to %s isn't followed: %s", (location, reason) => {
  const next = nextHop(registry, location);
  expect(next.ok ? next.url.href : next.message).toContain(reason);
});
