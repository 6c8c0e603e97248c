import type { HealthState, RegistryTypeSlug, RegistryView } from "@berth/api-contract";
import { compareNames } from "#src/lib/compare-names.ts";
import type { Sort } from "#src/ui/column.ts";

/** What the address of the list can hold. Unknown values count as absent: an old link never breaks the page. */
export interface ListFilter {
  text: string;
  type: string;
  health: string;
  expires: string;
  owner: string;
}

export const expiringWithinMs = 14 * 24 * 3_600_000;

const sortColumns = ["name", "type", "health", "expires", "lastPull", "pulls"] as const;
type SortColumn = (typeof sortColumns)[number];

/** From what needs somebody to what is fine. */
const severity: Record<HealthState, number> = {
  expired: 0,
  failing: 1,
  trouble: 2,
  expiring: 3,
  "not-checked": 4,
  checking: 5,
  paused: 6,
  healthy: 7,
};

export function readFilter(search: URLSearchParams): ListFilter {
  const read = (name: string) => search.get(name) ?? "";
  return {
    text: read("q"),
    type: read("type"),
    health: read("health"),
    expires: read("expires"),
    owner: read("owner"),
  };
}

export function readSort(search: URLSearchParams): Sort {
  const [column = "", direction] = (search.get("sort") ?? "").split(".");
  const known = sortColumns.find((name) => name === column);
  return {
    column: known ?? "name",
    direction: direction === "desc" ? "descending" : "ascending",
  };
}

/** The text for the address; empty for the usual order. */
export function writeSort({ column, direction }: Sort): string {
  const text = `${column}.${direction === "descending" ? "desc" : "asc"}`;
  return text === "name.asc" ? "" : text;
}

/** `now` is milliseconds since the epoch. */
export function filterRegistries(
  registries: readonly RegistryView[],
  filter: ListFilter,
  now: number,
): RegistryView[] {
  const wanted = filter.text.trim().toLowerCase();
  return registries.filter(
    (registry) =>
      (wanted === "" || textsOf(registry).some((text) => text.toLowerCase().includes(wanted))) &&
      (filter.type === "" || registry.type === (filter.type as RegistryTypeSlug)) &&
      (filter.health === "" || registry.health.state === filter.health) &&
      (filter.owner === "" || registry.createdBy?.id === filter.owner) &&
      expiryFits(registry, filter.expires, now),
  );
}

/** Ties keep the order of names. */
export function sortRegistries(registries: readonly RegistryView[], sort: Sort): RegistryView[] {
  const sign = sort.direction === "descending" ? -1 : 1;
  const column = sort.column as SortColumn;
  return registries.toSorted(
    (one, other) => sign * compare(one, other, column) || compareNames(one.name, other.name),
  );
}

function compare(one: RegistryView, other: RegistryView, column: SortColumn): number {
  switch (column) {
    case "type":
      return compareNames(one.type, other.type);
    case "health":
      return severity[one.health.state] - severity[other.health.state];
    case "expires":
      return timeOr(one.expiry.at, Infinity) - timeOr(other.expiry.at, Infinity) || 0;
    case "lastPull":
      return timeOr(one.lastPullAt, 0) - timeOr(other.lastPullAt, 0);
    case "pulls":
      return one.pulls30d - other.pulls30d;
    default:
      return compareNames(one.name, other.name);
  }
}

function expiryFits({ expiry }: RegistryView, choice: string, now: number): boolean {
  const left = expiry.at === null ? null : Date.parse(expiry.at) - now;
  switch (choice) {
    case "overdue":
      return left !== null && left <= 0;
    case "14-days":
      return left !== null && left > 0 && left <= expiringWithinMs;
    case "60-days":
      return left !== null && left > 0 && left <= 60 * 24 * 3_600_000;
    case "unknown":
      return left === null;
    default:
      return true;
  }
}

function textsOf({ name, host, identity, patterns }: RegistryView): string[] {
  return [name, host, identity ?? "", ...patterns.map(({ text }) => text)];
}

function timeOr(at: string | null, missing: number): number {
  return at === null ? missing : Date.parse(at);
}
