import { describe, expect, test } from "vitest";
import { readTokenAnswer, tokenUrl } from "./token.ts";

const answer = (value: unknown) =>
  readTokenAnswer(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

function jwt(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2ln`;
}

describe("the address of a token request", () => {
  test("keeps the query a realm already has", () => {
    const url = tokenUrl(new URL("https://reg.test/jwt?host=a"), "svc", "repository:a:pull");
    expect(url).toBe("https://reg.test/jwt?host=a&service=svc&scope=repository%3Aa%3Apull");
  });

  test("lets a service with separators add no parameter and no header", () => {
    const url = new URL(tokenUrl(new URL("https://reg.test/t"), "a&scope=x#y\r\nHost: z", "s"));
    expect([...url.searchParams]).toEqual([
      ["service", "a&scope=x#y\r\nHost: z"],
      ["scope", "s"],
    ]);
    expect(url.hash).toBe("");
  });

  test("leaves the service out where the challenge named none", () => {
    expect(tokenUrl(new URL("https://nvcr.io/proxy_auth"), null, "s")).toBe(
      "https://nvcr.io/proxy_auth?scope=s",
    );
  });
});

describe("the token answer", () => {
  test.each([
    ["token", { token: "abc" }],
    ["access_token", { access_token: "abc" }],
    ["both", { token: "abc", access_token: "abc" }],
    ["an empty token beside an access_token", { token: "", access_token: "abc" }],
  ])("is read from %s", (_name, value) => {
    expect(answer(value)).toMatchObject({ ok: true, token: "abc", lifetimeMs: 60_000 });
  });

  test.each<[stated: unknown, seconds: number, clamped: boolean]>([
    [300, 300, false],
    ["300", 300, false],
    [-1, 60, true],
    [0, 60, true],
    [1e12, 3600, true],
    [Number.MAX_VALUE, 3600, true],
    [null, 60, false],
    ["soon", 60, false],
    [{}, 60, false],
  ])("clamps expires_in %j to %i seconds", (expires_in, seconds, clamped) => {
    expect(answer({ token: "a", expires_in })).toMatchObject({
      lifetimeMs: seconds * 1000,
      clamped,
    });
  });

  test.each([
    [10, 10_000],
    ["30", 30_000],
    [59.5, 59_500],
    [300, 300_000],
    [7200, 3_600_000],
    [0, 60_000],
    [-1, 60_000],
    [null, 60_000],
  ])("whoever can't renew it is told of no more than was stated: %j", (expires_in, endsInMs) => {
    expect(answer({ token: "a", expires_in })).toMatchObject({ endsInMs });
  });

  test("a token that ends before its answer says so is handed on until then", () => {
    const token = jwt({ iat: 1000, exp: 1020 });
    expect(answer({ token, expires_in: 300 })).toMatchObject({
      lifetimeMs: 60_000,
      endsInMs: 20_000,
    });
  });

  test("takes the lifetime from the token itself where the answer states none", () => {
    expect(answer({ token: jwt({ iat: 1000, exp: 1900 }) })).toMatchObject({ lifetimeMs: 900_000 });
    expect(answer({ token: jwt({ exp: 9e9 }) })).toMatchObject({ lifetimeMs: 60_000 });
  });

  test("never lives longer than the token says of itself", () => {
    const token = jwt({ iat: 1000, exp: 1300 });
    expect(answer({ token, expires_in: 3000 })).toMatchObject({ lifetimeMs: 300_000 });
  });

  test.each<[name: string, claims: unknown, granted: unknown]>([
    [
      "what was granted",
      { access: [{ type: "repository", name: "a", actions: ["pull"] }] },
      [{ type: "repository", name: "a", actions: ["pull"] }],
    ],
    ["that nothing was granted", { access: [] }, []],
    ["that nothing was granted, as null", { access: null }, []],
    ["no answer where the token doesn't say", {}, null],
    ["no answer where it says nonsense", { access: "all" }, null],
    [
      "garbled grants as empty",
      { access: [{ actions: "pull" }] },
      [{ type: "", name: "", actions: [] }],
    ],
  ])("reads from a JWT %s", (_name, claims, granted) => {
    expect(answer({ token: jwt(claims) })).toMatchObject({ ok: true, granted });
  });

  test.each<[name: string, body: unknown, code: string]>([
    ["HTML", "<html>sign in</html>", "not-json"],
    ["a bare text", '"token"', "not-json"],
    ["depth 10,000", "[".repeat(10_000), "not-json"],
    ["no token", { expires_in: 300 }, "no-token"],
    ["a token that is no text", { token: 42 }, "no-token"],
    ["a token in the prototype", '{"__proto__":{"token":"x"}}', "no-token"],
    ["a token with a line break", { token: "a\r\nHost: evil" }, "bad-token"],
    ["a token outside ASCII", { token: "ü" }, "bad-token"],
    ["a token of 32 KiB", { token: "a".repeat(32 * 1024) }, "bad-token"],
  ])("is refused without repeating it: %s", (_name, body, code) => {
    const result = answer(body);
    expect(result).toMatchObject({ ok: false, code });
    expect(JSON.stringify(result)).not.toMatch(/evil|sign in|aaaa/);
  });

  test("takes the last of duplicate keys, as every JSON reader does", () => {
    expect(answer('{"token":"a","token":"b"}')).toMatchObject({ token: "b" });
  });
});
