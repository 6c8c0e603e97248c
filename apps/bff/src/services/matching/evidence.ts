import type { Check, Pull } from "../../store/rows.ts";
import { parseImage } from "@berth/image-pattern";
import type { MemberContext } from "../context.ts";

/** What is known about reading one image through one registry: the last check or pull of it. */
export type Reading =
  | { kind: "check"; check: Check; at: number }
  | { kind: "pull"; pull: Pull; at: number }
  | null;

export type Evidence = { of(registryId: string, canonical: string): Promise<Reading> };

const imagesMax = 20;
const checksLooked = 100;

/** Looks at the store once per registry. For many images, or the past, pulls and checks are not replayed. */
export function createEvidence(
  ctx: MemberContext,
  { asOf, images }: { asOf: boolean; images: number },
): Evidence {
  const checksOf = new Map<string, Promise<readonly Check[]>>();
  const organizationId = ctx.organization.id;

  const readChecks = async (registryId: string) => {
    const page = await ctx.store.checks.list(organizationId, { registryId, limit: checksLooked });
    return page.rows;
  };

  return {
    async of(registryId, canonical) {
      if (asOf) return null;
      const reading = checksOf.get(registryId) ?? readChecks(registryId);
      checksOf.set(registryId, reading);
      const checks = await reading;
      const check = checks.find((one) => one.finishedAt !== null && isOf(one.image, canonical));
      const pull = images > imagesMax ? null : await lastPull(ctx, registryId, canonical);
      const checked = check?.finishedAt ?? null;
      if (pull !== null && pull.at > (checked ?? 0)) return { kind: "pull", pull, at: pull.at };
      if (check === undefined || checked === null) return null;
      return { kind: "check", check, at: checked };
    },
  };
}

async function lastPull(
  ctx: MemberContext,
  registryId: string,
  canonical: string,
): Promise<Pull | null> {
  const { rows } = await ctx.store.pulls.list(ctx.organization.id, {
    registryId,
    imageName: canonical,
    status: "succeeded",
    limit: 1,
    seenBy: ctx.role === "member" ? ctx.person.id : undefined,
  });
  return rows[0] ?? null;
}

function isOf(image: string, canonical: string): boolean {
  const parsed = parseImage(image);
  return parsed.ok && parsed.image.canonical === canonical;
}
