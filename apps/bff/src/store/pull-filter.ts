import { and, eq, exists, gt, gte, isNotNull, isNull, lt, ne, sql, type SQL } from "drizzle-orm";
import { contains } from "./contains.ts";
import type { Db } from "./engine.ts";
import { seenByPerson } from "./project-rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullFilter } from "./ports/pull.ts";

/** The condition for the pulls of an organization that a filter leaves. */
export function pullCondition(
  db: Pick<Db, "select">,
  tables: Schema,
  organizationId: string,
  filter: PullFilter,
): SQL | undefined {
  const { pull } = tables;
  const { status, credential, registryId, projectId, workerTokenId } = filter;
  const { image, slow, overMs, from, to, seenBy } = filter;
  return and(
    eq(pull.organizationId, organizationId),
    status === undefined ? undefined : eq(pull.status, status),
    credential === undefined ? undefined : wasGiven(pull, credential),
    registryId === undefined ? undefined : eq(pull.registryId, registryId),
    projectId === undefined ? undefined : eq(pull.projectId, projectId),
    workerTokenId === undefined ? undefined : eq(pull.workerTokenId, workerTokenId),
    image === undefined ? undefined : contains([pull.image, pull.canonical], image),
    slow === true ? isNotNull(pull.slow) : undefined,
    overMs === undefined ? undefined : gt(pull.durationMs, overMs),
    from === undefined ? undefined : gte(pull.at, from),
    to === undefined ? undefined : lt(pull.at, to),
    seenBy === undefined ? undefined : ofProjectsSeenBy(db, tables, seenBy),
  );
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
      return and(eq(pull.outcome, "anonymous"), isNull(pull.registryId), isNotNull(pull.imageName));
  }
}

function ofProjectsSeenBy(
  db: Pick<Db, "select">,
  tables: Schema,
  personId: string,
): SQL | undefined {
  const { pull, project } = tables;
  return exists(
    db
      .select({ one: sql`1` })
      .from(project)
      .where(
        and(
          eq(project.organizationId, pull.organizationId),
          eq(project.id, pull.projectId),
          seenByPerson(db, tables, personId),
        ),
      ),
  );
}
