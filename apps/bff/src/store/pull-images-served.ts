import { and, asc, count, countDistinct, desc, eq, gte, isNotNull, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { ServedImage } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export async function imagesServed(
  db: Pick<Db, "select">,
  { pull }: Schema,
  organizationId: string,
  { registryId, since, limit }: { registryId: string; since: number; limit: number },
): Promise<{ images: ServedImage[]; leftOut: number }> {
  const served = and(
    eq(pull.organizationId, organizationId),
    eq(pull.registryId, registryId),
    gte(pull.at, since),
    eq(pull.outcome, "credential"),
    isNotNull(pull.imageName),
  );
  const names = await db
    .select({ imageName: pull.imageName, pulls: count() })
    .from(pull)
    .where(served)
    .groupBy(pull.imageName)
    .orderBy(desc(count()), asc(pull.imageName))
    .limit(limit);
  const images: ServedImage[] = [];
  for (const { imageName, pulls } of names) {
    const [newest] = await db
      .select({ image: pull.canonical })
      .from(pull)
      .where(and(served, eq(pull.imageName, imageName ?? ""), isNotNull(pull.canonical)))
      .orderBy(
        sql`case when ${pull.status} = 'failed' then 1 else 0 end`,
        desc(pull.at),
        desc(pull.id),
      )
      .limit(1);
    if (imageName === null || newest === undefined || newest.image === null) continue;
    images.push({ image: newest.image, imageName, pulls });
  }
  const [all] = await db
    .select({ repositories: countDistinct(pull.imageName) })
    .from(pull)
    .where(served);
  return { images, leftOut: Math.max(0, (all?.repositories ?? 0) - names.length) };
}
