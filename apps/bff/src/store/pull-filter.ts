import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { contains } from "./contains.ts";
import type { Db } from "./engine.ts";
import { seenByPerson } from "./project-rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullFilter } from "./ports/pull.ts";

/** By what an index finds the pulls of a filter in the order of time; null where it is by time alone. */
type FoundBy = "slow" | "imageName" | "projectId" | "registryId" | "unmatched" | null;

function foundBy(filter: PullFilter): FoundBy {
  if (filter.slow === true) return "slow";
  if (filter.imageName !== undefined) return "imageName";
  if (filter.projectId !== undefined) return "projectId";
  if (filter.registryId !== undefined) return "registryId";
  return filter.credential === "unmatched" ? "unmatched" : null;
}

/** The condition for the pulls of an organization that a filter leaves. */
export function pullCondition(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  filter: PullFilter,
): SQL | undefined {
  const { pull } = tables;
  const by = foundBy(filter);
  const { status, credential, registryId, projectId, workerTokenId } = filter;
  const { image, imageName, overMs, seenBy } = filter;
  // What the index does not find by is an expression: SQLite takes one column for as good as the other, and a span of
  // time that has few pulls of one may have many of the other.
  const is = (name: FoundBy, column: PgColumn, value: string | undefined) => {
    if (value === undefined || name === by) return undefined;
    return sql`${column} || '' = ${value}`;
  };
  return and(
    indexedCondition(tables, organizationId, filter),
    status === undefined ? undefined : eq(pull.status, status),
    credential === undefined ? undefined : wasGiven(pull, credential),
    is("registryId", pull.registryId, registryId),
    is("projectId", pull.projectId, projectId),
    is("imageName", pull.imageName, imageName),
    workerTokenId === undefined ? undefined : eq(pull.workerTokenId, workerTokenId),
    image === undefined ? undefined : contains([pull.image, pull.canonical], image),
    overMs === undefined ? undefined : gt(pull.durationMs, overMs),
    seenBy === undefined
      ? undefined
      : inArray(sql`${pull.projectId} || ''`, projectsSeenBy(db, tables, organizationId, seenBy)),
  );
}

/** The part of a filter that an index answers in the order of time. */
export function indexedCondition(
  { pull }: Schema,
  organizationId: string,
  filter: PullFilter,
): SQL | undefined {
  const { from, to } = filter;
  const found = {
    slow: () => isNotNull(pull.slow),
    imageName: () => eq(pull.imageName, filter.imageName ?? ""),
    projectId: () => eq(pull.projectId, filter.projectId ?? ""),
    registryId: () => eq(pull.registryId, filter.registryId ?? ""),
    unmatched: () => isNull(pull.registryId),
  };
  const by = foundBy(filter);
  return and(
    eq(pull.organizationId, organizationId),
    by === null ? undefined : found[by](),
    from === undefined ? undefined : gte(pull.at, from),
    to === undefined ? undefined : lt(pull.at, to),
  );
}

/** Whether pulls have to be looked at one by one, because no index gives just those that a filter leaves, in order. */
export function isSearch(filter: PullFilter): boolean {
  const by = foundBy(filter);
  // Of those without a registry not all went without a pattern.
  return narrowings(filter) > (by === null || by === "unmatched" ? 0 : 1);
}

/** How many parts of a filter narrow it, its time left aside. */
export function narrowings(filter: PullFilter): number {
  const parts = { ...filter, from: undefined, to: undefined, slow: filter.slow || undefined };
  return Object.values(parts).filter((part) => part !== undefined).length;
}

function wasGiven(
  pull: Schema["pull"],
  credential: NonNullable<PullFilter["credential"]>,
): SQL | undefined {
  switch (credential) {
    case "handed-out":
      return eq(pull.outcome, "credential");
    case "none":
      return ne(pull.outcome, "credential");
    case "unmatched":
      // A request for a whole host names no image that a pattern could have missed.
      return and(
        eq(pull.outcome, "anonymous"),
        isNull(sql`${pull.registryId} || ''`),
        isNotNull(pull.imageName),
      );
  }
}

/** The ids of the projects that a person may see, as a question within another. */
export function projectsSeenBy(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  personId: string,
) {
  const { project } = tables;
  return db
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.organizationId, organizationId), seenByPerson(db, tables, personId)));
}
