import { expect, test } from "vitest";
import { parseChallenges } from "./challenge.ts";
import { chooseChallenge } from "./choose-challenge.ts";

function choose(...values: string[]) {
  const parsed = parseChallenges(values);
  if (!parsed.ok) throw new Error(parsed.code);
  return chooseChallenge(parsed.challenges);
}

test("prefers Bearer to Basic, in whichever order they come", () => {
  const bearer = 'Bearer realm="https://r/t",service="s",scope="repository:a:pull"';
  for (const header of [`Basic realm="x", ${bearer}`, `${bearer}, Basic realm="x"`]) {
    expect(choose(header)).toEqual({
      ok: true,
      chosen: {
        scheme: "bearer",
        realm: "https://r/t",
        service: "s",
        scope: "repository:a:pull",
      },
    });
  }
});

test("takes a Bearer challenge without service and scope", () => {
  expect(choose('Bearer realm="https://nvcr.io/proxy_auth"')).toMatchObject({
    chosen: { service: null, scope: null },
  });
});

test.each([
  ["a realm is missing", 'Bearer service="s"', "realm-missing"],
  ["a realm is empty", 'Bearer realm=""', "realm-missing"],
  ["one of two realms is missing", 'Bearer realm="https://a", Bearer service="s"', "realm-missing"],
  ["two realms differ", 'Bearer realm="https://a", Bearer realm="https://b"', "conflicting-realms"],
  [
    "only Digest, NTLM and Negotiate are offered",
    'Digest realm="x", NTLM, Negotiate',
    "unsupported",
  ],
  ["nothing is offered", "", "none"],
])("refuses when %s", (_name, header, code) => {
  expect(choose(header)).toMatchObject({ ok: false, code });
});

test("takes two Bearer challenges that name the same realm for one", () => {
  expect(choose('Bearer realm="https://a",scope="x", Bearer realm="https://a"')).toMatchObject({
    chosen: { scope: "x" },
  });
});
