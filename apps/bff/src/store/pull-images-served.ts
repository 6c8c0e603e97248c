import { and, eq, isNotNull, ne, sum, type SQL } from "drizzle-orm";
import { newestFirst } from "./cursor.ts";
import type { Db } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import { eachDay, lastDays } from "./pull-image-days.ts";
import { slicesOf, type Slice } from "./pull-slices.ts";
import { dayMs } from "./pull-tally.ts";
import type { ServedImage } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

type Reader = Pick<Db, "select">;

export async function imagesServed(
  db: Reader,
  tables: Schema,
  organizationId: string,
  query: { registryId: string; days: number; now: number; limit: number },
): Promise<{ images: ServedImage[]; leftOut: number }> {
  const { pullImageDay } = tables;
  const { registryId, limit } = query;
  const counts = new Map<string, number>();
  const days = eachDay(db, tables, { organizationId, days: lastDays(query) }, (ofDay) =>
    db
      .select({ imageName: pullImageDay.imageName, pulls: sum(pullImageDay.handedOut) })
      .from(pullImageDay)
      .where(and(ofDay, eq(pullImageDay.registryId, registryId), ne(pullImageDay.imageName, "")))
      .groupBy(pullImageDay.imageName),
  );
  for await (const { rows } of days) {
    for (const { imageName, pulls } of rows) {
      counts.set(imageName, (counts.get(imageName) ?? 0) + Number(pulls));
    }
  }
  const served = [...counts]
    .filter(([, pulls]) => pulls > 0)
    .toSorted(([oneName, one], [otherName, other]) => {
      return other - one || (oneName < otherName ? -1 : 1);
    });
  const images: ServedImage[] = [];
  for (const [imageName, pulls] of served.slice(0, limit)) {
    const of = { registryId, imageName, from: lastDays(query).first * dayMs };
    const image = await newestOf(db, tables, organizationId, of);
    if (image !== null) images.push({ image, imageName, pulls });
  }
  return { images, leftOut: Math.max(0, served.length - limit) };
}

/** The newest image whose pull is not known to have failed; the newest of all where each has. */
async function newestOf(
  db: Reader,
  tables: Schema,
  organizationId: string,
  filter: { registryId: string; imageName: string; from: number },
): Promise<string | null> {
  const { pull } = tables;
  const newestIn = async ({ from, to }: Slice, more?: SQL) => {
    const [found] = await db
      .select({ image: pull.canonical })
      .from(pull)
      .where(
        and(
          pullCondition(db, tables, organizationId, { ...filter, from, to }),
          eq(pull.outcome, "credential"),
          isNotNull(pull.canonical),
          more,
        ),
      )
      .orderBy(...newestFirst(pull))
      .limit(1);
    return found?.image ?? null;
  };
  let failed: string | null = null;
  for await (const slice of slicesOf(db, tables, organizationId, filter)) {
    const image = await newestIn(slice, ne(pull.status, "failed"));
    if (image !== null) return image;
    failed ??= await newestIn(slice);
  }
  return failed;
}
