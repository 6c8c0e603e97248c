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

    test("a visit whose time is over is written down once, and one that somebody ended is not", async () => {
      const { store, org } = get();
      await appoint();
      expect(await store.supportStaff.nextEnd()).toBeNull();
      await enter(org);
      await enter(org, "vis_2", t0 + 2 * hour);
      const end = { organizationId: org, at: t0 + 2 * hour + 1 };
      await store.supportStaff.end({
        ...end,
        id: "vis_2",
        audit: entry({ action: "support-visit.end" }),
      });
      expect(await store.supportStaff.nextEnd()).toBe(t0 + hour);
      expect(await store.supportStaff.overdue(t0 + hour - 1, 5)).toEqual([]);
      expect(await store.supportStaff.overdue(t0 + 9 * hour, 5)).toMatchObject([
        { id: "vis_1", organizationId: org, person: sam, endsAt: t0 + hour, endedAt: null },
      ]);
      const expire = (at: number) =>
        store.supportStaff.expire({
          organizationId: org,
          id: "vis_1",
          audit: entry({ action: "support-visit.end", at }),
        });
      expect(await expire(t0 + hour - 1)).toEqual({ ok: false, reason: "not_found" });
      expect(await expire(t0 + hour)).toEqual({ ok: true });
      expect(await expire(t0 + hour)).toEqual({ ok: false, reason: "not_found" });
      expect(await store.supportStaff.overdue(t0 + 9 * hour, 5)).toEqual([]);
      expect(await store.supportStaff.nextEnd()).toBeNull();
      expect((await store.supportStaff.visits(org, 5)).map(({ endedAt }) => endedAt)).toEqual([
        t0 + 2 * hour + 1,
        t0 + hour,
      ]);
      const { rows } = await store.audit.list(org, { limit: 9 });
      expect(rows.filter(({ action }) => action === "support-visit.end")).toHaveLength(2);
    });

    test("what is looked at is written down once a kind, and counted", async () => {
      const { store, org, otherOrg } = get();
      await appoint();
      await enter(org);
      const look = (route: string, at: number) =>
        store.supportStaff.look({
          organizationId: org,
          visitId: "vis_1",
          route,
          at,
          audit: entry({ action: "support-visit.look", at }),
        });
      await look("listPulls", t0 + 1);
      await look("getPull", t0 + 2);
      await look("listPulls", t0 + 3);
      const again = { organizationId: org, visitId: "vis_1", times: 4, lastAt: t0 + 9 };
      await store.supportStaff.lookAgain([
        { ...again, route: "listPulls" },
        { ...again, route: "never" },
        { ...again, organizationId: otherOrg, route: "getPull" },
      ]);
      expect(await store.supportStaff.looks(org, ["vis_1"])).toEqual([
        { visitId: "vis_1", route: "listPulls", times: 6, firstAt: t0 + 1, lastAt: t0 + 9 },
        { visitId: "vis_1", route: "getPull", times: 1, firstAt: t0 + 2, lastAt: t0 + 2 },
      ]);
      expect(await store.supportStaff.looks(org, [])).toEqual([]);
      expect(await store.supportStaff.looks(otherOrg, ["vis_1"])).toEqual([]);
      const { rows } = await store.audit.list(org, { limit: 9 });
      expect(rows.filter(({ action }) => action === "support-visit.look")).toHaveLength(2);
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
