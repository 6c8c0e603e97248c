import { hostRuleAllows } from "./host-rule.ts";
import type { HostRule } from "./host-rule.ts";
import { listInWords } from "./list-in-words.ts";

/** A saved pattern with what says whether its registry may serve a whole host. */
export interface HostEntry {
  /** Canonical. */
  readonly pattern: string;
  readonly hosts: HostRule;
  readonly registryId: string;
  readonly registryName: string;
  /** An admin has chosen its registry for clients that know only the host. */
  readonly servesHostOnly: boolean;
}

/** The pattern that serves a host, or null; `why` is one sentence either way. */
export interface HostService<Entry> {
  readonly entry: Entry | null;
  readonly why: string;
}

/**
 * Which pattern serves clients that know only a canonical host, such as Docker's credential helper. They
 * can't say which image they want, so one registry alone has to have patterns there and one of them has
 * to be the whole host, or an admin has chosen one of the registries for them.
 */
export function servesHost<Entry extends HostEntry>(
  entries: Iterable<Entry>,
  host: string,
): HostService<Entry> {
  const there = [...entries].filter((entry) => reaches(entry, host));
  if (there.length === 0) {
    return { entry: null, why: `No pattern of this organization is on ${host}.` };
  }
  const chosen = there.filter(({ servesHostOnly }) => servesHostOnly);
  if (registriesOf(chosen) > 1) {
    const why = `${namesOf(chosen)} are each set to serve clients that know only the host, so none of them does on ${host}.`;
    return { entry: null, why };
  }
  const [first] = chosen.sort((one, other) => widestFirst(one, other, host));
  if (first !== undefined) {
    const why = `'${first.registryName}' is set to serve clients that know only the host.`;
    return { entry: first, why };
  }
  if (registriesOf(there) > 1) {
    const why = `${namesOf(there)} share ${host}, and a client that knows only the host can't say whose image it wants.`;
    return { entry: null, why };
  }
  const [whole] = there
    .filter(({ pattern }) => isWholeHost(pattern))
    .sort((one, other) => widestFirst(one, other, host));
  if (whole !== undefined) {
    const why = `\`${whole.pattern}\` is the whole host, and no other registry is on it.`;
    return { entry: whole, why };
  }
  const why = `${namesOf(there)} serves only part of ${host}, and a client that knows only the host can't say which image it wants.`;
  return { entry: null, why };
}

function reaches({ pattern, hosts }: HostEntry, host: string): boolean {
  const own = pattern.slice(0, pattern.indexOf("/"));
  const same = own.includes("*")
    ? hostRuleAllows({ kind: "wildcard", pattern: own }, host)
    : own === host;
  return same && hostRuleAllows(hosts, host);
}

/** Whole hosts come first, a host written out before one with a star, then whatever fixes less of a name. */
function widestFirst(one: HostEntry, other: HostEntry, host: string): number {
  return (
    Number(isWholeHost(other.pattern)) - Number(isWholeHost(one.pattern)) ||
    Number(other.pattern === `${host}/*`) - Number(one.pattern === `${host}/*`) ||
    one.pattern.length - other.pattern.length ||
    (one.pattern < other.pattern ? -1 : 1)
  );
}

function isWholeHost(pattern: string): boolean {
  return pattern.endsWith("/*") && pattern.indexOf("/") === pattern.length - 2;
}

function registriesOf(entries: readonly HostEntry[]): number {
  return new Set(entries.map(({ registryId }) => registryId)).size;
}

function namesOf(entries: readonly HostEntry[]): string {
  return listInWords([...new Set(entries.map(({ registryName }) => `'${registryName}'`))].sort());
}
