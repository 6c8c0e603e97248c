import { expect, test } from "vitest";
import { proxyFor } from "./proxy-for.ts";

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
  ["https://berth.example.com", { ...both, NO_PROXY: "example.com" }, "proxy.example:3128"],
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
  ["https://berth.example.com", { HTTPS_PROXY: "nonsense" }, "an address that can't be read"],
])("%s with %j goes through %s", (url, environment, proxy) => {
  expect(proxyFor(new URL(url), environment)).toBe(proxy);
});
