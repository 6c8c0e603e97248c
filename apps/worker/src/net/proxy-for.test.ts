import { expect, test } from "vitest";
import { proxyFor, unusableProxies } from "./proxy-for.ts";

const both = {
  HTTPS_PROXY: "http://me:pw@proxy.example:3128",
  HTTP_PROXY: "http://plain.example:3128",
};

test.each<[string, Record<string, string>, string | null]>([
  ["https://berth.example.com", {}, null],
  ["https://berth.example.com", both, "proxy.example:3128"],
  ["http://berth.example.com", both, "plain.example:3128"],
  ["https://berth.example.com", { HTTP_PROXY: both.HTTP_PROXY }, "plain.example:3128"],
  ["http://berth.example.com", { HTTPS_PROXY: both.HTTPS_PROXY }, null],
  ["https://berth.example.com", { ...both, https_proxy: "http://lower:1" }, "lower:1"],
  ["https://berth.example.com", { ...both, NO_PROXY: "x,berth.example.com" }, null],
  ["https://berth.example.com", { ...both, NO_PROXY: "example.com" }, null],
  ["https://berth.example.com", { ...both, NO_PROXY: "ample.com" }, "proxy.example:3128"],
  ["https://example.com", { ...both, NO_PROXY: ".example.com" }, "proxy.example:3128"],
  ["https://10.1.2.3", { ...both, NO_PROXY: "10.0.0.0/8" }, null],
  ["https://11.1.2.3", { ...both, NO_PROXY: "10.0.0.0/8" }, "proxy.example:3128"],
  ["https://[fd00::7]:8443", { ...both, NO_PROXY: "fd00::/8" }, null],
  ["https://[fd00::7]", { ...both, NO_PROXY: "[fd00::7]" }, null],
  ["https://berth.example.com", { ...both, NO_PROXY: ".example.com" }, null],
  ["https://berth.example.com", { ...both, NO_PROXY: "*.example.com" }, null],
  [
    "https://berth.example.com",
    { ...both, NO_PROXY: "berth.example.com:8443" },
    "proxy.example:3128",
  ],
  ["https://berth.example.com:8443", { ...both, NO_PROXY: "berth.example.com:8443" }, null],
  ["https://berth.example.com", { ...both, NO_PROXY: "*" }, null],
  ["http://127.0.0.1:8080", both, null],
  ["https://berth.example.com", { HTTPS_PROXY: "proxy.example:3128" }, "proxy.example:3128"],
])("%s with %j goes through %s", (url, environment, proxy) => {
  expect(proxyFor(new URL(url), environment)).toBe(proxy);
});

test("a proxy that can't be used is named by its variable, which may hold a login", () => {
  expect(unusableProxies({ ...both, no_proxy: "*" })).toEqual([]);
  const unusable = { https_proxy: "socks5://me:pw@proxy.example", HTTP_PROXY: "http://a b" };
  expect(unusableProxies(unusable)).toEqual(["HTTP_PROXY", "https_proxy"]);
});
