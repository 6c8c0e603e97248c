import { withHeaders, type Scenario } from "./scenario.ts";
import type { World } from "../world.ts";

/** Challenges that are odd, wrong or hostile, in place of the dialect's own. */
export const challenges: Scenario[] = [
  challenge("foreign-realm", "the token address is on another origin", ({ elsewhere }) =>
    bearer(`${elsewhere}/token`),
  ),
  challenge("look-alike-realm", "the token address only looks like the registry's", ({ origin }) =>
    bearer(`${origin.replace(/:\d+$/, "")}.evil.test/token`),
  ),
  challenge("http-realm", "the token address is not encrypted", ({ origin }) =>
    bearer(`${origin.replace(/^https/, "http")}/token`),
  ),
  challenge("metadata-realm", "the token address is the metadata address", ({ origin }) =>
    bearer(`${scheme(origin)}//169.254.169.254/token`),
  ),
  challenge("address-realm", "the token address is an IP address", ({ origin }) =>
    bearer(`${scheme(origin)}//127.0.0.9/token`),
  ),
  challenge("localhost-realm", "the token address is localhost", ({ origin }) =>
    bearer(`${scheme(origin)}//localhost/token`),
  ),
  challenge("relative-realm", "the token address is relative", () => bearer("/token")),
  challenge("userinfo-realm", "the token address holds a user name", ({ origin }) =>
    bearer(`${origin.replace("//", "//user:pw@")}/token`),
  ),
  challenge("fragment-realm", "the token address holds a fragment", ({ origin }) =>
    bearer(`${origin}/token#x`),
  ),
  challenge("script-realm", "the token address is a script", () => bearer("javascript:alert(1)")),
  challenge("long-realm", "the token address is 7 KiB long", ({ origin }) =>
    bearer(`${origin}/${"a".repeat(7000)}`),
  ),
  challenge("missing-realm", "no token address", () => 'Bearer service="x"'),
  challenge("empty-realm", "an empty token address", () => bearer("")),
  challenge(
    "double-realm",
    "two token addresses in one challenge",
    ({ origin, elsewhere }) => `${bearer(`${origin}/token`)},realm="${elsewhere}/token"`,
  ),
  challenge(
    "two-realms",
    "two Bearer challenges with different token addresses",
    ({ origin, elsewhere }) => `${bearer(`${origin}/token`)}, ${bearer(`${elsewhere}/token`)}`,
  ),
  challenge("dead-realm", "the token address is on a closed port of the same host", ({ origin }) =>
    bearer(`${origin.replace(/:\d+$/, "")}:1/token`),
  ),
  challenge(
    "unterminated-challenge",
    "a quote never ends",
    ({ origin }) => `Bearer realm="${origin}/token`,
  ),
  challenge(
    "backslash-challenge",
    "a backslash at the end",
    ({ origin }) => `Bearer realm="${origin}/token\\`,
  ),
  challenge("many-challenges", "500 challenges", () =>
    Array.from({ length: 500 }, () => "Basic").join(", "),
  ),
  challenge(
    "digest-challenge",
    "neither Basic nor Bearer",
    () => 'Digest realm="x", NTLM, Negotiate',
  ),
  extended("odd-service", "a service with separators", 'service="a&scope=b#c"', /service="[^"]*"/),
  extended(
    "push-scope",
    "the scope asks for push too",
    'scope="repository:scenario/push-scope:pull,push"',
  ),
  extended(
    "other-scope",
    "the scope names another repository",
    'scope="repository:other/secret:pull"',
  ),
  extended("catalog-scope", "the scope asks for the catalog", 'scope="registry:catalog:*"'),
  {
    name: "unquoted-scope",
    about: "the scope stands without quotes",
    after: ({ call }, answer) =>
      call.kind === "token"
        ? answer
        : rewrite(answer, (value) => value.replace(/scope="([^"]*)"/, "scope=$1")),
  },
  {
    name: "no-scope",
    about: "the challenge names no scope",
    after: ({ call }, answer) =>
      call.kind === "token"
        ? answer
        : rewrite(answer, (value) => value.replace(/,scope="[^"]*"/, "")),
  },
];

type Origins = { origin: string; elsewhere: string };

function challenge(name: string, about: string, value: (origins: Origins) => string): Scenario {
  return {
    name,
    about,
    after: ({ call, world }, answer) =>
      call.kind === "token" ? answer : rewrite(answer, () => value(originsOf(world))),
  };
}

/** Replaces one parameter of the dialect's own challenge. */
function extended(
  name: string,
  about: string,
  parameter: string,
  from = /scope="[^"]*"/,
): Scenario {
  return {
    name,
    about,
    after: ({ call }, answer) =>
      call.kind === "token"
        ? answer
        : rewrite(answer, (value) => value.replace(from, () => parameter)),
  };
}

function rewrite(answer: Response, change: (value: string) => string): Response {
  const own = answer.headers.get("www-authenticate");
  return own === null ? answer : withHeaders(answer, { "www-authenticate": change(own) });
}

function originsOf(world: World): Origins {
  return { origin: world.origin(), elsewhere: world.elsewhere() };
}

function bearer(realm: string): string {
  return `Bearer realm="${realm}",service="fake-registry"`;
}

function scheme(origin: string): string {
  return new URL(origin).protocol;
}
