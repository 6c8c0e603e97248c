import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { addMember, addPerson, authOf, entry, t0 } from "./sample.ts";
import type { InvitationStore } from "../ports/membership.ts";

type CreateInvitation = Parameters<InvitationStore["create"]>[0];

const day = 24 * 3600 * 1000;
const hash = (n: number) => Buffer.alloc(32, n);

function invitation(
  organizationId: string,
  over: Partial<CreateInvitation["invitation"]> = {},
  tokenHash = hash(1),
): CreateInvitation {
  return {
    invitation: {
      id: "inv_1",
      organizationId,
      email: "new@example.com",
      role: "support",
      createdAt: t0,
      expiresAt: t0 + 7 * day,
      invitedBy: "per_ada",
      ...over,
    },
    tokenHash,
    audit: entry({ action: "member.invite" }),
  };
}

export function memberContract(get: Get): void {
  describe("members", () => {
    test("are listed by name with the strongest role they hold", async () => {
      const { store, org } = get();
      await addPerson(store, "per_zoe", "Zoe", "zoe@example.com");
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_zoe", "member,support");
      await addMember(store, org, "per_bob", "nonsense");
      const members = await store.members.list(org);
      expect(members.map(({ name, role }) => [name, role])).toEqual([
        ["Ada", "owner"],
        ["Bob", "member"],
        ["Zoe", "support"],
      ]);
    });

    test("the last owner keeps the role and the place", async () => {
      const { store, org, owner } = get();
      const change = { organizationId: org, personId: owner, audit: entry() };
      const refusal = { ok: false, reason: "last_owner" };
      expect(await store.members.setRole({ ...change, role: "admin" })).toEqual(refusal);
      expect(await store.members.remove(change)).toEqual(refusal);
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "owner");
      expect(await store.members.setRole({ ...change, role: "admin" })).toEqual({ ok: true });
      expect(
        await store.members.setRole({ ...change, personId: "per_bob", role: "member" }),
      ).toEqual(refusal);
    });

    test("of two owners who leave at once one stays", async () => {
      const { store, org, owner } = get();
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "owner");
      const results = await Promise.all(
        [owner, "per_bob"].map((personId) =>
          store.members.remove({ organizationId: org, personId, audit: entry() }),
        ),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await store.members.list(org)).toHaveLength(1);
    });

    test("somebody of another organization is not found", async () => {
      const { store, org, stranger } = get();
      const change = { organizationId: org, personId: stranger, audit: entry() };
      const missing = { ok: false, reason: "not_found" };
      expect(await store.members.setRole({ ...change, role: "admin" })).toEqual(missing);
      expect(await store.members.remove(change)).toEqual(missing);
      expect((await store.audit.list(org, { limit: 50 })).rows).toHaveLength(1);
    });

    test("personal projects, places in projects and sent invitations go with a membership", async () => {
      const { store, org } = get();
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "admin");
      const project = (id: string, owner: "organization" | "person") => ({
        project: {
          id,
          organizationId: org,
          name: id,
          owner: owner === "organization" ? { kind: owner } : { kind: owner, personId: "per_bob" },
          memberIds: ["per_bob"],
        },
        at: t0,
        audit: entry(),
      });
      await store.projects.create(project("prj_shared", "organization"));
      await store.projects.create(project("prj_own", "person"));
      await store.invitations.create(invitation(org, { invitedBy: "per_bob" }));
      await store.invitations.create(
        invitation(org, { id: "inv_2", email: "other@example.com" }, hash(2)),
      );
      await store.members.remove({ organizationId: org, personId: "per_bob", audit: entry() });
      const left = await store.projects.list(org);
      expect(left.map(({ id, members }) => [id, members])).toEqual([["prj_shared", []]]);
      expect((await store.invitations.list(org)).map(({ id }) => id)).toEqual(["inv_2"]);
    });

    test("a lower role takes back the invitations it could not have sent", async () => {
      const { store, org } = get();
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "owner");
      await store.invitations.create(invitation(org, { invitedBy: "per_bob", role: "admin" }));
      await store.invitations.create(
        invitation(org, { id: "inv_2", email: "b@example.com", invitedBy: "per_bob" }, hash(2)),
      );
      await store.members.setRole({
        organizationId: org,
        personId: "per_bob",
        role: "admin",
        audit: entry(),
      });
      expect((await store.invitations.list(org)).map(({ id }) => id)).toEqual(["inv_2"]);
    });
  });

  describe("invitations", () => {
    test("belong to their organization, and an address has one at a time", async () => {
      const { store, org, otherOrg } = get();
      const created = await store.invitations.create(invitation(org));
      expect(created).toMatchObject({
        ok: true,
        invitation: { email: "new@example.com", invitedBy: { name: "Ada" } },
      });
      expect(await store.invitations.create(invitation(org, { id: "inv_2" }, hash(2)))).toEqual({
        ok: false,
        reason: "already_invited",
      });
      expect(
        await store.invitations.create(invitation(org, { email: "ada@example.com" }, hash(3))),
      ).toEqual({ ok: false, reason: "already_member" });
      expect(await store.invitations.list(otherOrg)).toEqual([]);
      expect(await store.invitations.get(otherOrg, "inv_1")).toBeNull();
      const command = { organizationId: otherOrg, id: "inv_1", audit: entry() };
      expect(await store.invitations.revoke(command)).toEqual({ ok: false, reason: "not_found" });
      expect(
        await store.invitations.renew({ ...command, tokenHash: hash(9), expiresAt: t0 }),
      ).toEqual({ ok: false, reason: "not_found" });
    });

    test("a link works until it is used, renewed, revoked or too old", async () => {
      const { store, org } = get();
      await store.invitations.create(invitation(org));
      expect(await store.invitations.findByToken(hash(1), t0)).toMatchObject({
        organization: { id: org, name: "Acme" },
      });
      expect(await store.invitations.findByToken(hash(1), t0 + 7 * day)).toBeNull();
      await store.invitations.renew({
        organizationId: org,
        id: "inv_1",
        tokenHash: hash(2),
        expiresAt: t0 + 14 * day,
        audit: entry(),
      });
      expect(await store.invitations.findByToken(hash(1), t0)).toBeNull();
      expect(await store.invitations.findByToken(hash(2), t0 + 8 * day)).not.toBeNull();
      await store.invitations.revoke({ organizationId: org, id: "inv_1", audit: entry() });
      expect(await store.invitations.findByToken(hash(2), t0)).toBeNull();
    });

    test("accepting makes person, account and membership together, once", async () => {
      const { store, org } = get();
      await store.invitations.create(invitation(org));
      const accept = (n: number) =>
        store.invitations.accept({
          tokenHash: hash(1),
          at: t0 + 1,
          memberId: `mem_new${n}`,
          person: {
            kind: "new",
            person: { id: `per_new${n}`, name: "New", email: "new@example.com" },
            account: { id: `acc_new${n}`, passwordHash: "$argon2id$new" },
          },
          audit: entry({ action: "member.join" }),
        });
      const results = await Promise.all([accept(1), accept(2)]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      const person = await store.people.getByEmail("new@example.com");
      expect(await store.people.passwordHash(person?.id ?? "")).toBe("$argon2id$new");
      expect(await store.people.membership(person?.id ?? "", "acme")).toMatchObject({
        role: "support",
      });
    });

    test("only the invited address can accept, and a taken address makes no second person", async () => {
      const { store, org, stranger } = get();
      await store.invitations.create(invitation(org, { email: "eve@example.com" }));
      const joining = (person: Parameters<typeof store.invitations.accept>[0]["person"]) =>
        store.invitations.accept({
          tokenHash: hash(1),
          at: t0,
          memberId: "mem_x",
          person,
          audit: entry(),
        });
      const other = { id: "per_ada", name: "Ada", email: "ada@example.com" };
      expect(await joining({ kind: "known", person: other })).toEqual({
        ok: false,
        reason: "not_found",
      });
      const account = { id: "acc_x", passwordHash: "x" };
      const double = { id: "per_x", name: "X", email: "eve@example.com" };
      expect(await joining({ kind: "new", person: double, account })).toEqual({
        ok: false,
        reason: "address_taken",
      });
      const eve = { id: stranger, name: "Eve", email: "eve@example.com" };
      expect(await joining({ kind: "known", person: eve })).toEqual({ ok: true });
      expect(await store.people.membership(stranger, "acme")).toMatchObject({ role: "support" });
    });
  });

  describe("second factors", () => {
    const audit = () => [{ organizationId: get().org, entry: entry() }];

    test("an app counts once it is activated, and is replaced only after it was removed", async () => {
      const { store, owner } = get();
      const { secondFactors } = store;
      const sealed = Buffer.from([1, 0, 255]);
      const prepare = (bytes = sealed) =>
        secondFactors.prepareTotp({ personId: owner, sealed: bytes, at: t0 });
      const activate = (bytes = sealed) =>
        secondFactors.activateTotp({
          personId: owner,
          sealed: bytes,
          step: 10,
          codeHashes: [hash(1), hash(2)],
          at: t0,
          audit: audit(),
        });
      expect(await activate()).toMatchObject({ ok: false });
      await prepare(Buffer.from([9]));
      expect(await prepare()).toEqual({ ok: true });
      expect(await secondFactors.takeStep(owner, 11)).toBe(false);
      expect(await activate(Buffer.from([9]))).toMatchObject({ ok: false });
      expect(await activate()).toEqual({ ok: true, first: true });
      expect(await activate()).toMatchObject({ ok: false });
      expect(await prepare()).toMatchObject({ ok: false });
      expect(await secondFactors.read(owner)).toEqual({
        totp: { sealed, active: true },
        passkeys: [],
        recoveryCodesLeft: 2,
      });
      expect(await secondFactors.removeTotp({ personId: owner, audit: audit() })).toEqual({
        ok: true,
      });
      expect(await secondFactors.read(owner)).toEqual({
        totp: null,
        passkeys: [],
        recoveryCodesLeft: 0,
      });
    });

    test("a step and a recovery code are taken once, also by two at the same moment", async () => {
      const { store, owner, stranger } = get();
      const { secondFactors } = store;
      await secondFactors.prepareTotp({ personId: owner, sealed: Buffer.from([1]), at: t0 });
      const codeHashes = [hash(1), hash(2)];
      await secondFactors.activateTotp({
        personId: owner,
        sealed: Buffer.from([1]),
        step: 10,
        codeHashes,
        at: t0,
        audit: [],
      });
      expect(await secondFactors.takeStep(owner, 10)).toBe(false);
      const steps = await Promise.all([1, 2, 3].map(() => secondFactors.takeStep(owner, 12)));
      expect(steps.filter(Boolean)).toHaveLength(1);
      expect(await secondFactors.takeStep(owner, 11)).toBe(false);
      expect(await secondFactors.takeRecoveryCode(stranger, hash(1))).toBe(false);
      const codes = await Promise.all(
        [1, 2, 3].map(() => secondFactors.takeRecoveryCode(owner, hash(1))),
      );
      expect(codes.filter(Boolean)).toHaveLength(1);
      const renewal = { personId: owner, codeHashes: [hash(3)], audit: audit() };
      expect(await secondFactors.renewRecoveryCodes(renewal)).toEqual({ ok: true });
      expect(await secondFactors.takeRecoveryCode(owner, hash(2))).toBe(false);
      expect(await secondFactors.takeRecoveryCode(owner, hash(3))).toBe(true);
      expect(
        await secondFactors.renewRecoveryCodes({ ...renewal, personId: stranger }),
      ).toMatchObject({ ok: false });
    });
  });

  describe("accounts", () => {
    const reset = (n: number, over: { expiresAt?: number } = {}) => ({
      id: `rst_${n}`,
      personId: "per_ada",
      codeHash: hash(n),
      at: t0,
      expiresAt: t0 + 1000,
      ...over,
    });

    test("a link to set a password is good until it expires or another is made", async () => {
      const { store } = get();
      await store.accounts.keepReset(reset(1));
      expect(await store.accounts.findByReset(hash(1), t0)).toMatchObject({ id: "per_ada" });
      expect(await store.accounts.findByReset(hash(1), t0 + 1000)).toBeNull();
      await store.accounts.keepReset(reset(2));
      expect(await store.accounts.findByReset(hash(1), t0)).toBeNull();
      expect(await store.accounts.findByReset(hash(2), t0)).not.toBeNull();
    });

    test("sets a password with a good link once, ends sessions, and writes what it tells", async () => {
      const { store, org, owner, stranger } = get();
      const { db, tables } = authOf(store);
      for (const id of ["ses_1", "ses_2"]) {
        const at = new Date(t0);
        const row = { id, token: id, userId: owner, createdAt: at, updatedAt: at };
        await db.insert(tables.session).values({ ...row, expiresAt: new Date(t0 + day) });
      }
      await store.accounts.keepReset(reset(1));
      const set = (over: Partial<Parameters<typeof store.accounts.setPassword>[0]>) =>
        store.accounts.setPassword({
          personId: owner,
          passwordHash: "$argon2id$new",
          accountId: "acc_new",
          codeHash: null,
          replaces: null,
          keepSession: null,
          at: t0,
          audit: [{ organizationId: org, entry: entry() }],
          ...over,
        });
      expect(await set({ codeHash: hash(9) })).toMatchObject({ ok: false });
      expect(await set({ codeHash: hash(1), personId: stranger })).toMatchObject({ ok: false });
      expect(await set({ codeHash: hash(1), keepSession: "ses_2" })).toEqual({
        ok: true,
        sessionsEnded: 1,
      });
      expect(await store.people.passwordHash(owner)).toBe("$argon2id$new");
      expect(await set({ codeHash: hash(1) })).toMatchObject({ ok: false });
      expect((await store.audit.list(org, { limit: 9 })).rows).toHaveLength(2);
      // Of two who knew the old one, the later one, and whoever's session has ended since.
      const newer = { passwordHash: "$argon2id$newer" };
      for (const stale of [{ replaces: "$argon2id$old" }, { keepSession: "ses_1" }]) {
        expect(await set({ ...newer, ...stale })).toMatchObject({ ok: false });
      }
      expect(await store.people.passwordHash(owner)).toBe("$argon2id$new");
      expect(
        await set({ ...newer, replaces: "$argon2id$new", keepSession: "ses_2" }),
      ).toMatchObject({ ok: true });
      expect(await store.people.passwordHash(owner)).toBe("$argon2id$newer");
      // Somebody who only ever signed in elsewhere.
      expect(await set({ personId: stranger })).toEqual({ ok: true, sessionsEnded: 0 });
      expect(await store.people.passwordHash(stranger)).toBe("$argon2id$new");
    });
  });

  describe("sessions", () => {
    test("count once they have begun, and note activity forwards only", async () => {
      const { store, org, owner } = get();
      const { db, tables } = authOf(store);
      await db.insert(tables.session).values({
        id: "ses_1",
        token: "tok",
        userId: owner,
        expiresAt: new Date(t0 + day),
        createdAt: new Date(t0),
        updatedAt: new Date(t0),
      });
      const read = async () => (await db.select().from(tables.session))[0];
      expect(await read()).toMatchObject({ startedAt: null, confirmedAt: null });
      const audit = [{ organizationId: org, entry: entry() }];
      const command = { at: t0, passwordHash: null, audit };
      const stale = { ...command, token: "tok", passwordHash: "$argon2id$old" };
      expect(await store.sessions.begin(stale)).toMatchObject({ ok: false });
      expect(await read()).toMatchObject({ startedAt: null });
      expect(await store.sessions.begin({ ...command, token: "other" })).toMatchObject({
        ok: false,
      });
      expect(await store.sessions.begin({ ...command, token: "tok" })).toEqual({
        ok: true,
        session: { id: "ses_1", startedAt: t0, confirmedAt: t0, seenAt: t0 },
        person: { id: owner, name: "Ada", email: "ada@example.com" },
      });
      expect((await store.audit.list(org, { limit: 9 })).rows).toHaveLength(2);
      const activity = { id: "ses_1", personId: owner, organizationId: org };
      await store.sessions.touch({ ...activity, at: t0 + 5 });
      await store.sessions.touch({ ...activity, at: t0 + 3 });
      expect(await read()).toMatchObject({ seenAt: t0 + 5, confirmedAt: t0 });
      expect((await store.members.list(org))[0]?.lastActiveAt).toBe(t0 + 5);
      expect(await store.sessions.confirm({ id: "ses_1", at: t0 + 9 })).toEqual({ ok: true });
      expect(await read()).toMatchObject({ startedAt: t0, confirmedAt: t0 + 9 });
      expect(await store.sessions.confirm({ id: "ses_2", at: t0 })).toMatchObject({ ok: false });
    });
  });
}
