import type { RealmRule as CatalogRule } from "@berth/registry-catalog";
import type { RealmProblem } from "./check-event.ts";

/**
 * Where a secret may go beside the registry itself; the registry's type supplies it. Registries have
 * been used to collect the secrets of their clients through `realm` (CVE-2026-33540 and its like), so a
 * token address counts only on the registry's own origin, on the list of its type, or where an admin
 * pinned its origin.
 */
export type RealmRule = Pick<CatalogRule, "sameOrigin" | "urls" | "pinnedOrigins">;

export type RealmDecision =
  | { ok: true; url: URL; via: "same-origin" | "listed" | "pinned" }
  | { ok: false; code: RealmProblem; message: string };

const realmLengthMax = 2048;

/** Parameters the client sets itself; a realm that brings its own could widen what is asked for. */
const ownParameters = [
  "service",
  "scope",
  "account",
  "client_id",
  "offline_token",
  "grant_type",
  "access_type",
];

/**
 * Decides whether the token address of a challenge may be called at all, with or without a secret.
 * @param registryOrigin scheme, host and port of the registry, such as `https://registry.example.com`.
 */
export function decideRealm(realm: string, registryOrigin: string, rule: RealmRule): RealmDecision {
  const url = parseRealm(realm);
  if (url === null) return refuse("malformed", "The token address is not an absolute web address.");
  if (url.protocol === "http:" && !registryOrigin.startsWith("http:")) {
    return refuse("plain-http", "The token address is not encrypted, the registry is.");
  }
  if (rule.sameOrigin && url.origin === registryOrigin)
    return { ok: true, url, via: "same-origin" };
  if (rule.urls.includes(url.origin + url.pathname)) return { ok: true, url, via: "listed" };
  const pinned = rule.pinnedOrigins.some((origin) => originOf(origin) === url.origin);
  if (pinned) return { ok: true, url, via: "pinned" };
  return refuse("other-origin", "The token address is on another host than the registry.");
}

function parseRealm(realm: string): URL | null {
  // Printable ASCII without space, quote marks or backslash: what a URL parser would silently repair is refused.
  if (realm.length > realmLengthMax || !/^[!#-&(-;=?-[\]_a-z~]+$/i.test(realm)) return null;
  const authority = /^https?:\/\/([^/?#]+)/i.exec(realm)?.[1]?.toLowerCase();
  if (authority === undefined || !URL.canParse(realm)) return null;
  const url = new URL(realm);
  const defaultPort = url.protocol === "https:" ? ":443" : ":80";
  // NOTE: a parser that sees another host than a reader does is how hosts are smuggled (`0x7f.1`, `a%2eb`).
  if (authority !== url.host && authority !== url.host + defaultPort) return null;
  if (url.username !== "" || url.password !== "" || realm.includes("#")) return null;
  if (ownParameters.some((name) => url.searchParams.get(name) !== null)) return null;
  return url;
}

/** A host of one label is kept with its port, as image names write it, also where that is the scheme's own. */
function originOf(text: string): string | null {
  return URL.canParse(text) ? new URL(text).origin : null;
}

function refuse(code: RealmProblem, message: string): RealmDecision {
  return { ok: false, code, message };
}
