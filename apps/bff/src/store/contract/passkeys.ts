import { describe, expect, test } from "vitest";
import type { NewPasskey } from "../rows.ts";
import type { Get } from "./harness.ts";
import { entry, t0 } from "./sample.ts";

export function passkeyContract(get: Get): void {
  describe("passkeys", () => {
    const passkey = (n: number, personId = get().owner): NewPasskey => ({
      id: `pky_${n}`,
      personId,
      name: `Key ${n}`,
      rpId: "berth.example",
      credentialId: `credential-${n}`,
      publicKey: Buffer.from([n, 1, 2]),
      signCount: 1,
      transports: ["usb", "nfc"],
      synced: false,
      createdAt: t0 + n,
    });
    const codes = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const told = (action: "account.add-passkey" | "account.refuse-passkey") => [
      { organizationId: get().org, entry: entry({ action }) },
    ];
    const add = (one: NewPasskey, max = 3) =>
      get().store.passkeys.add({
        passkey: one,
        max,
        codeHashes: codes,
        audit: told("account.add-passkey"),
      });
    const events = async () => {
      const { rows } = await get().store.audit.list(get().org, { limit: 100 });
      return rows.map(({ action }) => action);
    };

    test("codes come with the first one, a key is nobody else's, and there is an end to them", async () => {
      const { store, owner, stranger } = get();
      expect(await add(passkey(1))).toEqual({ ok: true, first: true });
      expect(await add(passkey(2))).toEqual({ ok: true, first: false });
      const taken = { ...passkey(9, stranger), credentialId: "credential-1" };
      expect(await add(taken)).toEqual({ ok: false, reason: "taken" });
      expect(await add(passkey(3), 2)).toEqual({ ok: false, reason: "too_many" });
      const read = await store.secondFactors.read(owner);
      expect(read.passkeys).toEqual([
        { ...passkey(1), lastUsedAt: null },
        { ...passkey(2), lastUsedAt: null },
      ]);
      expect(read.recoveryCodesLeft).toBe(2);
      expect((await store.secondFactors.read(stranger)).recoveryCodesLeft).toBe(0);
      expect((await store.members.list(get().org))[0]).toMatchObject({ hasPasskey: true });
    });

    test("codes go with the last second factor, and an operator takes everything", async () => {
      const { store, owner } = get();
      const left = async () => {
        const { totp, passkeys, recoveryCodesLeft } = await store.secondFactors.read(owner);
        return [totp !== null, passkeys.length, recoveryCodesLeft];
      };
      await add(passkey(1));
      const prepared = { personId: owner, sealed: Buffer.alloc(9) };
      await store.secondFactors.prepareTotp({ ...prepared, at: t0 });
      const activate = { ...prepared, step: 1, codeHashes: [codes[0] ?? Buffer.alloc(0)] };
      expect(await store.secondFactors.activateTotp({ ...activate, at: t0, audit: [] })).toEqual({
        ok: true,
        first: false,
      });
      expect(await left()).toEqual([true, 1, 2]);
      expect(await store.secondFactors.removeTotp({ personId: owner, audit: [] })).toEqual({
        ok: true,
      });
      expect(await left()).toEqual([false, 1, 2]);
      const remove = { personId: owner, id: "pky_1", audit: [] };
      expect(await store.passkeys.remove({ ...remove, personId: get().stranger })).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await store.passkeys.remove(remove)).toEqual({ ok: true });
      expect(await left()).toEqual([false, 0, 0]);
      await add(passkey(2));
      expect(await store.secondFactors.removeAll({ personId: owner, audit: [] })).toEqual({
        ok: true,
      });
      expect(await left()).toEqual([false, 0, 0]);
      expect(await store.secondFactors.removeAll({ personId: owner, audit: [] })).toEqual({
        ok: false,
        reason: "not_found",
      });
    });

    test("a challenge is taken once, by whom it was given to, for what and where it was", async () => {
      const { store, owner, stranger } = get();
      const use = { personId: owner, purpose: "prove", sessionId: "ses_1" } as const;
      const keep = (challenge: string) =>
        store.passkeys.keepChallenge({ ...use, challenge, at: t0, until: t0 + 10 });
      await keep("one");
      const take = (change: object, at = t0) =>
        store.passkeys.takeChallenge({ ...use, challenge: "one", at, ...change });
      expect(await take({ personId: stranger })).toBe(false);
      expect(await take({ purpose: "add" })).toBe(false);
      expect(await take({ sessionId: "ses_2" })).toBe(false);
      expect(await take({ sessionId: null })).toBe(false);
      expect(await take({}, t0 + 10)).toBe(false);
      const outcomes = await Promise.all([take({}), take({}), take({})]);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      await keep("two");
      await store.passkeys.keepChallenge({
        ...use,
        sessionId: null,
        challenge: "three",
        at: t0 + 10,
        until: t0 + 20,
      });
      expect(await take({ challenge: "two" })).toBe(false);
      expect(await take({ challenge: "three", sessionId: null })).toBe(true);
    });

    test("of two proofs with one count the second is refused, with its entry", async () => {
      const { store, owner } = get();
      await add(passkey(1));
      await add({ ...passkey(2), signCount: 0 });
      const use = (id: string, signCount: number) =>
        store.passkeys.use({
          personId: owner,
          id,
          signCount,
          synced: true,
          at: t0 + 5,
          refusal: told("account.refuse-passkey"),
        });
      const outcomes = await Promise.all([use("pky_1", 2), use("pky_1", 2)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await use("pky_1", 0)).toEqual({ ok: false, reason: "count_went_back" });
      expect(await use("pky_2", 0)).toEqual({ ok: true });
      expect(await use("pky_2", 0)).toEqual({ ok: true });
      expect(await use("pky_3", 7)).toEqual({ ok: false, reason: "not_found" });
      expect((await events()).filter((action) => action === "account.refuse-passkey")).toHaveLength(
        2,
      );
      const { passkeys } = await store.secondFactors.read(owner);
      expect(passkeys[0]).toMatchObject({ signCount: 2, synced: true, lastUsedAt: t0 + 5 });
    });
  });
}
