import type { RegistryView, WorkerTokenView } from "@berth/api-contract";
import { compareNames } from "#src/lib/compare-names.ts";

/** One line of the page. `at` is ISO 8601, or null where there is no date. */
export type ExpiryRow =
  | { kind: "secret"; id: string; name: string; at: string | null; registry: RegistryView }
  | { kind: "rotation"; id: string; name: string; at: string; registry: RegistryView }
  | { kind: "worker-token"; id: string; name: string; at: string; token: WorkerTokenView };

export type ExpiryGroupId = "overdue" | "14-days" | "60-days" | "later" | "unknown" | "never";

export interface ExpiryGroup {
  id: ExpiryGroupId;
  title: string;
  rows: ExpiryRow[];
}

const dayMs = 86_400_000;

const titles: Record<ExpiryGroupId, string> = {
  overdue: "Overdue",
  "14-days": "Within 14 days",
  "60-days": "Within 60 days",
  later: "Later",
  unknown: "No date known",
  never: "Never ends",
};

/** Everything with a date, and every secret without one, by how soon it comes. */
export function expiryRows(
  registries: readonly RegistryView[],
  tokens: readonly WorkerTokenView[],
): ExpiryRow[] {
  return [...registries.flatMap(rowsOf), ...tokens.flatMap(tokenRow)].toSorted(
    (a, b) => timeOf(a) - timeOf(b) || compareNames(a.name, b.name),
  );
}

/** The rows in their order, under the heads of the page. Empty groups are left out. */
export function groupExpiry(rows: readonly ExpiryRow[], now: number): ExpiryGroup[] {
  return (Object.keys(titles) as ExpiryGroupId[])
    .map((id) => ({
      id,
      title: titles[id],
      rows: rows.filter((row) => groupOf(row, now) === id),
    }))
    .filter((group) => group.rows.length > 0);
}

function groupOf(row: ExpiryRow, now: number): ExpiryGroupId {
  if (row.at === null) {
    return row.kind === "secret" && row.registry.expiry.source === "unknown" ? "unknown" : "never";
  }
  const left = Date.parse(row.at) - now;
  if (left <= 0) return "overdue";
  if (left <= 14 * dayMs) return "14-days";
  return left <= 60 * dayMs ? "60-days" : "later";
}

/** A registry whose sign-in needs no secret has nothing that could end. */
function rowsOf(registry: RegistryView): ExpiryRow[] {
  const { id, name, secret, expiry, rotateAt } = registry;
  if (secret === null) return [];
  return [
    { kind: "secret", id, name, at: expiry.at, registry },
    ...(rotateAt === null
      ? []
      : [{ kind: "rotation" as const, id: `${id}-rotation`, name, at: rotateAt, registry }]),
  ];
}

/** Tokens that have ended or were revoked are nothing to look after any more. */
function tokenRow(token: WorkerTokenView): ExpiryRow[] {
  const { id, name, state, expiresAt } = token;
  if (state === "expired" || state === "revoked") return [];
  return [{ kind: "worker-token", id, name, at: expiresAt, token }];
}

function timeOf({ at }: ExpiryRow): number {
  return at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at);
}
