import { describe, expect, test } from "vitest";
import type { Get, Harness } from "./harness.ts";
import { authOf, entry, kekId, orgKey, t0 } from "./sample.ts";

export function peopleContract(get: Get, harness: Harness): void {
  describe("setup, people and instance", () => {
    test("an empty database asks for setup, one with an owner refuses a second one", async () => {
      const empty = await harness.open();
      try {
        expect(await empty.store.setup.required()).toBe(true);
        expect(await empty.store.instance.read()).toBeNull();
      } finally {
        await empty.dispose();
      }
      const { store } = get();
      expect(await store.setup.required()).toBe(false);
      const again = await store.setup.createOwner({
        person: { id: "per_2", name: "Mallory", email: "m@example.com" },
        account: { id: "acc_2", passwordHash: "x" },
        organization: { id: "org_2", slug: "mine", name: "Mine" },
        memberId: "mem_2",
        orgKey: { ...orgKey("org_2"), keyId: "cd".repeat(16) },
        at: t0,
        audit: entry({ action: "organization.create" }),
      });
      expect(again).toEqual({ ok: false, reason: "setup_done" });
      expect(await store.people.organization("org_2")).toBeNull();
    });

    test("of two owners created at once exactly one stays", async () => {
      const empty = await harness.open();
      try {
        const { store } = empty;
        await store.instance.initialise({
          instance: { id: "ins_1", schema: 1, createdAt: t0 },
          keyring: { kekId, provider: "env:KEY", checkValue: Buffer.alloc(32), createdAt: t0 },
        });
        const create = (n: number) =>
          store.setup.createOwner({
            person: { id: `per_${n}`, name: `P${n}`, email: `p${n}@example.com` },
            account: { id: `acc_${n}`, passwordHash: "x" },
            organization: { id: `org_${n}`, slug: `o${n}`, name: `O${n}` },
            memberId: `mem_${n}`,
            orgKey: orgKey(`org_${n}`),
            at: t0,
            audit: entry({ action: "organization.create" }),
          });
        const results = await Promise.all([create(1), create(2), create(3)]);
        expect(results.filter((result) => result.ok)).toHaveLength(1);
        expect(results.filter((result) => !result.ok)).toHaveLength(2);
      } finally {
        await empty.dispose();
      }
    });

    test("an instance is initialised once", async () => {
      const { store } = get();
      expect(await store.instance.read()).toEqual({ id: "ins_1", schema: 1, createdAt: t0 });
      expect(
        await store.instance.initialise({
          instance: { id: "ins_2", schema: 1, createdAt: t0 },
          keyring: {
            kekId: "f".repeat(32),
            provider: "env:X",
            checkValue: Buffer.alloc(32),
            createdAt: t0,
          },
        }),
      ).toEqual({ ok: false, reason: "already_initialised" });
      expect(await store.keys.keyring()).toEqual([
        {
          kekId,
          provider: "env:KEY",
          checkValue: Buffer.alloc(32, 1),
          createdAt: t0,
          active: true,
        },
      ]);
    });

    test("a person is found by address in any case", async () => {
      const { store, owner } = get();
      const ada = { id: owner, name: "Ada", email: "ada@example.com" };
      expect(await store.people.getByEmail("ADA@example.COM")).toEqual(ada);
      expect(await store.people.getByEmail("ada\0@example.com")).toBeNull();
      expect(await store.people.get(owner)).toEqual(ada);
      expect(await store.people.get("per_none")).toBeNull();
    });

    test("membership tells the role, and is null for strangers and unknown slugs alike", async () => {
      const { store, owner, stranger, org } = get();
      const acme = { id: org, slug: "acme", name: "Acme" };
      expect(await store.people.membership(owner, "acme")).toEqual({
        organization: acme,
        role: "owner",
        lastActiveAt: null,
        secondFactor: "not-asked",
      });
      expect(await store.people.membership(stranger, "acme")).toBeNull();
      expect(await store.people.membership(owner, "nothing")).toBeNull();
      expect(await store.people.organizationsOf(owner)).toEqual([
        { organization: acme, role: "owner", lastActiveAt: null, secondFactor: "not-asked" },
      ]);
    });

    test("a second factor is asked of owners and admins alone, where the organization says so", async () => {
      const { store, owner, stranger, org } = get();
      const state = async () => (await store.people.membership(owner, "acme"))?.secondFactor;
      const ask = (needed: boolean) =>
        store.security.setManagersNeedSecondFactor({
          organizationId: org,
          needed,
          audit: entry({ action: "organization.set-security" }),
        });
      expect(await store.security.managersNeedSecondFactor(org)).toBe(false);
      await ask(true);
      expect(await store.security.managersNeedSecondFactor(org)).toBe(true);
      expect(await state()).toBe("missing");
      const [theirs] = await store.people.organizationsOf(stranger);
      expect(theirs?.secondFactor).toBe("not-asked");

      await store.secondFactors.prepareTotp({ personId: owner, sealed: Buffer.alloc(9), at: t0 });
      expect(await state()).toBe("missing");
      expect((await store.members.list(org))[0]).toMatchObject({
        hasPassword: true,
        hasApp: false,
      });
      await store.secondFactors.activateTotp({
        personId: owner,
        sealed: Buffer.alloc(9),
        step: 1,
        codeHashes: [],
        at: t0,
        audit: [],
      });
      expect(await state()).toBe("present");
      expect((await store.members.list(org))[0]).toMatchObject({ hasApp: true });

      await store.secondFactors.removeTotp({ personId: owner, audit: [] });
      const { db, tables } = authOf(store);
      await db.update(tables.member).set({ role: "support" }).where(undefined);
      expect(await state()).toBe("not-asked");
      await db.update(tables.member).set({ role: "admin" }).where(undefined);
      expect(await state()).toBe("missing");
      await ask(false);
      expect(await state()).toBe("not-asked");
    });

    test("an identity of a provider opens one account, and a person has one at each provider", async () => {
      const { store, owner, stranger } = get();
      const at = { issuer: "https://id.example.com", subject: "one" };
      const link = (identity: typeof at, personId: string, accountId: string) =>
        store.singleSignOn.link({ identity, personId, accountId, at: t0, audit: [] });
      expect(await store.singleSignOn.find(at)).toBeNull();
      expect(await link(at, owner, "acc_s1")).toEqual({ ok: true });
      expect((await store.singleSignOn.find(at))?.id).toBe(owner);
      expect(await store.singleSignOn.find({ ...at, issuer: "https://other.example" })).toBeNull();
      const taken = { ok: false, reason: "taken" };
      expect(await link(at, stranger, "acc_s2")).toEqual(taken);
      expect(await link({ ...at, subject: "two" }, owner, "acc_s3")).toEqual(taken);
      expect(await link({ ...at, issuer: "https://other.example" }, owner, "acc_s4")).toEqual({
        ok: true,
      });
      const members = await store.members.list(get().org);
      expect(members.find(({ id }) => id === owner)).toMatchObject({
        hasPassword: true,
        hasSingleSignOn: true,
      });
    });

    test("all invitations of an address count together with its first sign-in, or none does", async () => {
      const { store, owner, org } = get();
      const email = "bea@example.com";
      const identity = { issuer: "https://id.example.com", subject: "bea" };
      const person = { id: "per_bea", name: "Bea", email };
      await store.invitations.create({
        invitation: {
          id: "inv_1",
          organizationId: org,
          email,
          role: "support",
          createdAt: t0,
          expiresAt: t0 + 1000,
          invitedBy: owner,
        },
        tokenHash: Buffer.alloc(32, 7),
        audit: entry({ action: "member.invite" }),
      });
      expect(await store.singleSignOn.invitationsOf("BEA@example.com", t0 + 1000)).toEqual([]);
      const [found] = await store.singleSignOn.invitationsOf("BEA@example.com", t0);
      expect(found).toMatchObject({ invitation: { id: "inv_1" }, organization: { id: org } });
      const join = (...ids: string[]) =>
        store.singleSignOn.join({
          identity,
          person,
          accountId: "acc_bea",
          at: t0,
          joins: ids.map((invitationId) => ({
            invitationId,
            memberId: `mem_${invitationId}`,
            audit: entry({ action: "member.join" }),
          })),
        });
      expect(await join("inv_1", "inv_none")).toEqual({ ok: false, reason: "not_found" });
      expect(await store.people.get("per_bea")).toBeNull();
      expect(await join("inv_1")).toEqual({ ok: true });
      expect(await store.people.membership("per_bea", "acme")).toMatchObject({ role: "support" });
      expect(await store.people.passwordHash("per_bea")).toBeNull();
      expect(await store.singleSignOn.find(identity)).toEqual(person);
      expect(await join("inv_1")).toEqual({ ok: false, reason: "taken" });
    });

    test("a statement of the sign-in library is not swept away by a command that is rolled back", async () => {
      const { store, org, owner } = get();
      const { db, tables } = authOf(store);
      const outcomes = await Promise.allSettled([
        store.projects.create({
          project: {
            id: "prj_x",
            organizationId: org,
            name: "X",
            owner: { kind: "organization" },
            memberIds: ["per_nobody"],
          },
          at: t0,
          audit: entry(),
        }),
        db.update(tables.user).set({ name: "Ada L." }).where(undefined),
      ]);
      expect(outcomes[0]).toMatchObject({ value: { ok: false, reason: "person_unknown" } });
      expect((await store.people.get(owner))?.name).toBe("Ada L.");
    });
  });
}
