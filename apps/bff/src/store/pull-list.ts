import { and, sql } from "drizzle-orm";
import { behind, formatCursor, newestFirst, notAhead, positionOf, toPage } from "./cursor.ts";
import type { Db } from "./engine.ts";
import { createGiveWay } from "./give-way.ts";
import type { PullFilter, PullQuery } from "./ports/pull.ts";
import { isSearch, narrowings, projectsSeenBy, pullCondition } from "./pull-filter.ts";
import { slicesOf, usualReading, type Reading } from "./pull-slices.ts";
import type { Schema } from "./schema/schema.ts";

type Reader = Pick<Db, "select">;
type Row = Schema["pull"]["$inferSelect"];
type Found = { rows: Row[]; next: string | null; searchedTo: number | null };

/** No id is smaller: a cursor with it goes on before a moment. */
const smallestId = "-";

/** As many rows of several projects are kept until the newest are picked. */
const manyRows = 2_000;

/**
 * A page of pulls, newest first. Where pulls have to be looked at one by one the search ends at some number of them, with
 * however many it found, and `next` goes on from `searchedTo`.
 */
export async function pullPage(
  db: Reader,
  tables: Schema,
  organizationId: string,
  query: PullQuery,
  reading: Reading = usualReading,
): Promise<Found> {
  const { cursor, upTo, limit, ...filter } = query;
  const { pull } = tables;
  // No bare column: what tells where to begin is `endOf`, and two columns of it would have SQLite take the index by time.
  const position = { at: sql`+${pull.at}`, id: pull.id };
  const behindCursor = behind(cursor, position);
  const behindHead = notAhead(upTo, position);
  if (behindCursor === null || behindHead === null) {
    return { rows: [], next: null, searchedTo: null };
  }
  const read = (asked: PullFilter, max: number) =>
    db
      .select()
      .from(pull)
      .where(and(pullCondition(db, tables, organizationId, asked), behindCursor, behindHead))
      .orderBy(...newestFirst(pull))
      .limit(max);

  const within = { ...filter, to: endOf(query) };
  if (!isSearch(filter)) return page(await read(within, limit + 1));
  const { seenBy, ...others } = within;
  if (seenBy !== undefined && narrowings(others) === 0) {
    return page(await readEach(await idsSeenBy(seenBy), others));
  }
  const rows: Row[] = [];
  for await (const slice of slicesOf(db, tables, organizationId, within, reading)) {
    const { from, to } = slice;
    rows.push(...(await read({ ...filter, from, to }, limit + 1 - rows.length)));
    if (rows.length > limit) break;
    if (slice.rows >= reading.max && from !== undefined && from !== filter.from) {
      return { rows, next: formatCursor({ at: from, id: smallestId }), searchedTo: from };
    }
  }
  return page(rows);

  /** The newest of several projects: an index finds those of each, but not of all in one order. */
  async function readEach(projectIds: string[], others: PullFilter): Promise<Row[]> {
    const giveWay = createGiveWay();
    let newest: Row[] = [];
    for (const projectId of projectIds) {
      await giveWay();
      newest.push(...(await read({ ...others, projectId }, limit + 1)));
      if (newest.length > manyRows) newest = newestOf(newest, limit + 1);
    }
    return newestOf(newest, limit + 1);
  }

  async function idsSeenBy(personId: string): Promise<string[]> {
    const ids = await projectsSeenBy(db, tables, organizationId, personId);
    return ids.map(({ id }) => id);
  }

  function page(rows: Row[]): Found {
    return { ...toPage(rows, limit, ({ at, id }) => ({ at, id })), searchedTo: null };
  }
}

function newestOf(rows: readonly Row[], max: number): Row[] {
  return rows
    .toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
    .slice(0, max);
}

/** The moment before which all of a page lies. */
function endOf({ to, cursor, upTo }: PullQuery): number | undefined {
  const ends = [to];
  for (const position of [cursor, upTo]) {
    const known = position === undefined ? null : positionOf(position);
    if (known !== null) ends.push(known.id === smallestId ? known.at : known.at + 1);
  }
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
