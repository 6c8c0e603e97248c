import { managers, type SupportAccess } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { isOpenVisit, supportVisitView } from "./visit-view.ts";

const pastMax = 20;
/** More than can be open at once, and those that are over. */
const readMax = 100;

export async function getSupportAccess(ctx: MemberContext): Promise<SupportAccess> {
  requireRole(ctx, managers);
  const { store, organization } = ctx;
  const now = ctx.clock();
  const visits = await store.supportStaff.visits(organization.id, readMax);
  const past = visits.filter((visit) => !isOpenVisit(visit, now)).slice(0, pastMax);
  const shown = visits.filter((visit) => isOpenVisit(visit, now) || past.includes(visit));
  const ids = shown.map(({ id }) => id);
  const looks = await store.supportStaff.looks(organization.id, ids);
  return {
    allowed: await store.supportStaff.mayEnter(organization.id),
    visits: shown.map((visit) => supportVisitView(visit, looks, now)),
  };
}

/** Keeping support staff out ends their visits at once. */
export async function setSupportAccess(
  ctx: MemberContext,
  allowed: boolean,
): Promise<SupportAccess> {
  requireRole(ctx, ["owner"]);
  const { store, organization } = ctx;
  const before = await store.supportStaff.mayEnter(organization.id);
  if (before !== allowed) {
    const { id, name } = organization;
    await store.supportStaff.setMayEnter({
      organizationId: id,
      allowed,
      at: ctx.clock(),
      audit: auditEntry(
        ctx,
        "organization.set-support-access",
        { kind: "organization", id, name },
        [{ field: "supportMayEnter", before, after: allowed }],
      ),
    });
  }
  return await getSupportAccess(ctx);
}
