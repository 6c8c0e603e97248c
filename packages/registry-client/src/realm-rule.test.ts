import { expect, test } from "vitest";
import { decideRealm, type RealmRule } from "./realm-rule.ts";

const rule: RealmRule = {
  sameOrigin: true,
  urls: ["https://auth.docker.io/token"],
  pinnedOrigins: ["https://gitlab.example.com", "https://gitlab:443"],
};
const decide = (realm: string, origin = "https://reg.example.com") =>
  decideRealm(realm, origin, rule);

test.each([
  ["the registry itself", "https://reg.example.com/service/token", "same-origin"],
  [
    "the registry with its port spelled out",
    "https://reg.example.com:443/artifactory/token",
    "same-origin",
  ],
  ["the registry in capitals", "HTTPS://REG.example.com/token", "same-origin"],
  ["a realm with a query of its own", "https://reg.example.com/jwt?host=x", "same-origin"],
  ["an address on the type's list", "https://auth.docker.io/token", "listed"],
  ["a pinned origin", "https://gitlab.example.com/jwt/auth", "pinned"],
  ["a pinned host of one label", "https://gitlab/jwt/auth", "pinned"],
])("allows %s", (_name, realm, via) => {
  expect(decide(realm)).toMatchObject({ ok: true, via });
});

test.each([
  ["another host", "https://evil.example.net/token"],
  ["the registry's name as a prefix", "https://reg.example.com.evil.test/token"],
  ["the registry's name as a suffix", "https://evil-reg.example.com/token"],
  ["E-49: a sibling on the same registrable domain", "https://b.azurecr.io/oauth2/token"],
  ["the registry on another port", "https://reg.example.com:8443/token"],
  ["another path on a listed host", "https://auth.docker.io/token2"],
  ["a pinned name on another port", "https://gitlab.example.com:444/jwt/auth"],
  ["the metadata address", "https://169.254.169.254/token"],
  ["loopback", "https://127.0.0.1/token"],
  ["localhost", "https://localhost/token"],
])("refuses %s as another origin", (_name, realm) => {
  expect(decide(realm)).toMatchObject({ ok: false, code: "other-origin" });
});

test("refuses an unencrypted realm for an encrypted registry, even on the same host", () => {
  expect(decide("http://reg.example.com/token")).toMatchObject({ ok: false, code: "plain-http" });
});

test("allows an unencrypted realm on the origin of an unencrypted registry only", () => {
  expect(decide("http://reg.local:5000/token", "http://reg.local:5000")).toMatchObject({
    ok: true,
  });
  expect(decide("http://reg.local:5001/token", "http://reg.local:5000")).toMatchObject({
    ok: false,
  });
});

test("does not take the registry's own origin where its type forbids it", () => {
  const elsewhere = { ...rule, sameOrigin: false };
  expect(
    decideRealm("https://reg.example.com/t", "https://reg.example.com", elsewhere),
  ).toMatchObject({
    code: "other-origin",
  });
});

test.each([
  ["empty", ""],
  ["relative", "/service/token"],
  ["without scheme", "//reg.example.com/token"],
  ["javascript:", "javascript:alert(1)"],
  ["file:", "file:///etc/passwd"],
  ["userinfo", "https://user:pw@reg.example.com/token"],
  ["an empty userinfo", "https://@reg.example.com/token"],
  ["a fragment", "https://reg.example.com/token#x"],
  ["an empty fragment", "https://reg.example.com/token#"],
  ["a line break", "https://reg.example.com/token\r\nX: y"],
  ["a space", "https://reg.example.com/a b"],
  ["a backslash", "https://evil.test\\@reg.example.com/"],
  ["a tab inside the host", "https://reg.exa\tmple.com/token"],
  ["an encoded dot in the host", "https://reg%2eexample.com/token"],
  ["a number as host", "https://2130706433/token"],
  ["a look-alike outside ASCII", "https://rеg.example.com/token"],
  ["a port there is not", "https://reg.example.com:99999/token"],
  ["an address that doesn't end", "https://[::1/token"],
  ["8 KiB", `https://reg.example.com/${"a".repeat(8192)}`],
  ["a scope smuggled in", "https://reg.example.com/token?scope=repository:other:push"],
  ["a service smuggled in", "https://reg.example.com/token?a=b&service=x"],
])("refuses a malformed realm: %s", (_name, realm) => {
  expect(decide(realm)).toMatchObject({ ok: false, code: "malformed" });
});
