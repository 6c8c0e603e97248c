import { expect, test } from "vitest";
import { createDeviceCookies } from "./device-cookie.ts";

const cookies = createDeviceCookies({ secret: "s".repeat(32), https: false });
const headerOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

test("a device is known for the accounts that have signed in on it, in any case, and no others", () => {
  const first = headerOf(cookies.issue(null, "A@example.com"));
  expect(cookies.recognise(first, "a@EXAMPLE.com")).toMatch(/^[\w-]{22}$/);
  expect(cookies.recognise(first, "b@example.com")).toBeNull();
  const both = headerOf(cookies.issue(`x=1; ${first}`, "b@example.com"));
  expect(cookies.recognise(`${both}; y=2`, "a@example.com")).toBe(
    cookies.recognise(both, "b@example.com"),
  );
});

test("nobody makes one up, moves a mark to another device, or uses another server's", () => {
  const mine = headerOf(cookies.issue(null, "a@example.com"));
  const [id = "", mark = ""] = mine.slice("berth.device=".length).split(".");
  const other = createDeviceCookies({ secret: "t".repeat(32), https: false });
  for (const header of [
    null,
    "",
    "berth.device=",
    `berth.device=${id}`,
    `berth.device=${id}.${"A".repeat(43)}`,
    `berth.device=${"B".repeat(22)}.${mark}`,
    `berth.device=${id}.${mark}x`,
    `other.device=${id}.${mark}`,
  ]) {
    expect(cookies.recognise(header, "a@example.com"), String(header)).toBeNull();
  }
  expect(other.recognise(mine, "a@example.com")).toBeNull();
});

test("it remembers five accounts, the latest first, and stays small", () => {
  let header = "";
  for (let n = 0; n < 8; n += 1) header = headerOf(cookies.issue(header, `p${n}@example.com`));
  expect(cookies.recognise(header, "p2@example.com")).toBeNull();
  expect(cookies.recognise(header, "p3@example.com")).not.toBeNull();
  expect(header.length).toBeLessThan(300);
});

test("over https it is bound to the host", () => {
  const secure = createDeviceCookies({ secret: "s".repeat(32), https: true });
  expect(secure.issue(null, "a@example.com")).toMatch(
    /^__Host-berth\.device=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
});
