import { describe, expect, test } from "vitest";
import { addMember, entry, t0, type World } from "./sample.ts";

const hour = 3_600_000;

export function supportStaffContract(get: () => World): void {
  describe("support staff", () => {
    const sam = { id: "per_sam", name: "Sam", email: "sam@example.com" };
    const appoint = () =>
      get().store.supportStaff.appoint({ person: { kind: "new", person: sam }, at: t0 });
    const audit = entry({ action: "support-visit.start" });
    const enter = (organizationId: string, id = "vis_1", startedAt = t0) =>
      get().store.supportStaff.enter({
        visit: {
          id,
          organizationId,
          personId: sam.id,
          reason: "Ticket 1",
          startedAt,
          endsAt: startedAt + hour,
        },
        audit,
      });

    test("a person is appointed once, and a new one's address is nobody else's", async () => {
      const { store, owner } = get();
      expect(await store.supportStaff.list()).toEqual([]);
      expect(await appoint()).toEqual({ ok: true });
      const person = { id: "per_other", name: "Other", email: "SAM@example.com" };
      expect(await store.supportStaff.appoint({ person: { kind: "new", person }, at: t0 })).toEqual(
        { ok: false, reason: "address_taken" },
      );
      expect(
        await store.supportStaff.appoint({ person: { kind: "known", person: sam }, at: t0 }),
      ).toEqual({ ok: false, reason: "already_appointed" });
      expect(await store.supportStaff.list()).toEqual([{ ...sam, appointedAt: t0 }]);
      expect(await store.supportStaff.has(sam.id)).toBe(true);
      expect(await store.supportStaff.has(owner)).toBe(false);
      expect(await store.people.organizationsOf(sam.id)).toEqual([]);
    });

    test("a visit opens one organization, until it ends or is ended", async () => {
      const { store, org, otherOrg } = get();
      await appoint();
      const to = (slug: string, now: number) => store.supportStaff.visitTo(sam.id, slug, now);
      expect(await to("acme", t0)).toBeNull();
      expect(await enter(org)).toEqual({ ok: true });
      expect(await enter(org, "vis_2")).toEqual({ ok: false, reason: "already_there" });
      const found = {
        organization: { id: org, slug: "acme", name: "Acme" },
        visit: { id: "vis_1", endsAt: t0 + hour },
        hasSecondFactor: false,
      };
      expect(await to("acme", t0)).toEqual(found);
      expect(await store.supportStaff.visitsOf(sam.id, t0)).toEqual([found]);
      expect(await to("globex", t0)).toBeNull();
      expect(await to("nothing", t0)).toBeNull();
      expect(await to("acme", t0 + hour)).toBeNull();
      expect(await store.supportStaff.openVisits([org, otherOrg], t0)).toMatchObject([
        { id: "vis_1", person: sam, reason: "Ticket 1", endedAt: null },
      ]);
      expect(await store.supportStaff.openVisits([otherOrg], t0)).toEqual([]);
      expect(await store.supportStaff.openVisits([], t0)).toEqual([]);

      const ended = entry({ action: "support-visit.end" });
      const end = (organizationId: string, id: string) =>
        store.supportStaff.end({ organizationId, id, at: t0 + 1, audit: ended });
      expect(await end(otherOrg, "vis_1")).toEqual({ ok: false, reason: "not_found" });
      expect(await end(org, "vis_1")).toEqual({ ok: true });
      expect(await end(org, "vis_1")).toEqual({ ok: false, reason: "not_found" });
      expect(await to("acme", t0 + 1)).toBeNull();
      expect(await enter(org, "vis_3", t0 + 2)).toEqual({ ok: true });
      expect((await store.supportStaff.visits(org, 5)).map(({ id }) => id)).toEqual([
        "vis_3",
        "vis_1",
      ]);
      const { rows } = await store.audit.list(org, { limit: 3 });
      expect(rows.map(({ action }) => action)).toEqual([
        "support-visit.start",
        "support-visit.end",
        "support-visit.start",
      ]);
    });

    test("nobody enters who is not appointed, is a member, or finds the door closed", async () => {
      const { store, org, otherOrg } = get();
      expect(await enter(org)).toEqual({ ok: false, reason: "not_found" });
      await appoint();
      expect(await enter("org_none")).toEqual({ ok: false, reason: "not_found" });
      await addMember(store, otherOrg, sam.id, "member");
      expect(await enter(otherOrg)).toEqual({ ok: false, reason: "member" });
      expect(await store.supportStaff.mayEnter(org)).toBe(true);
      await enter(org);
      const set = (allowed: boolean) =>
        store.supportStaff.setMayEnter({
          organizationId: org,
          allowed,
          at: t0 + 1,
          audit: entry({ action: "organization.set-support-access" }),
        });
      await set(false);
      expect(await store.supportStaff.visitTo(sam.id, "acme", t0 + 1)).toBeNull();
      expect(await enter(org, "vis_2", t0 + 1)).toEqual({ ok: false, reason: "closed" });
      expect(await store.security.managersNeedSecondFactor(org)).toBe(false);
      expect(await store.supportStaff.organizations()).toEqual([
        { id: org, slug: "acme", name: "Acme", open: false },
        { id: otherOrg, slug: "globex", name: "Globex", open: true },
      ]);
      await set(true);
      expect(await enter(org, "vis_3", t0 + 2)).toEqual({ ok: true });
    });

    test("whoever is dismissed is out everywhere at once", async () => {
      const { store, org, owner } = get();
      await appoint();
      await enter(org);
      const dismiss = (personId: string) =>
        store.supportStaff.dismiss({
          personId,
          at: t0 + 1,
          audit: [{ organizationId: org, entry: entry({ action: "support-visit.end" }) }],
        });
      expect(await dismiss(owner)).toEqual({ ok: false, reason: "not_found" });
      expect(await dismiss(sam.id)).toEqual({ ok: true });
      expect(await store.supportStaff.visitTo(sam.id, "acme", t0 + 1)).toBeNull();
      expect(await store.supportStaff.visits(org, 5)).toMatchObject([{ endedAt: t0 + 1 }]);
      expect((await store.audit.list(org, { limit: 1 })).rows[0]?.action).toBe("support-visit.end");
    });
  });
}
