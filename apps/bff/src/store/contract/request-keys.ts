import { describe, expect, test } from "vitest";
import { RequestKeyTaken } from "../request-keys.ts";
import type { Get } from "./harness.ts";
import { entry, registry, t0 } from "./sample.ts";

const dayMs = 24 * 3_600_000;
const requestKey = { actorId: "per_ada", key: "k-1", fingerprint: "f" };

export function requestKeyContract(get: Get): void {
  describe("request keys", () => {
    const create = (
      id: string,
      requestId: string,
      change: { at?: number; key?: string; name?: string } = {},
    ) => {
      const { store, org } = get();
      const at = change.at ?? t0;
      const mark = { ...requestKey, key: change.key ?? requestKey.key };
      return store.registries.create({
        ...registry(org, { id, name: change.name ?? id }, [`${id.replace("_", "-")}.example/*`]),
        at,
        audit: entry({ requestId, at, requestKey: mark }),
      });
    };

    test("a key is taken together with the change, and whoever comes second changes nothing", async () => {
      const { store, org, otherOrg } = get();
      expect(await create("reg_1", "req_1")).toMatchObject({ ok: true });
      await expect(create("reg_2", "req_2")).rejects.toBeInstanceOf(RequestKeyTaken);
      expect(await store.registries.list(org)).toHaveLength(1);
      expect(await store.audit.verify(org)).toMatchObject({ ok: true, events: 2 });
      expect(await store.requestKeys.find(org, requestKey, t0)).toEqual({
        fingerprint: "f",
        answer: null,
      });
      const others = { ...requestKey, actorId: "per_bo" };
      expect(await store.requestKeys.find(org, others, t0)).toBeNull();
      expect(await store.requestKeys.find(otherOrg, requestKey, t0)).toBeNull();
    });

    test("of many at once one changes something", async () => {
      const { store, org } = get();
      const all = Array.from({ length: 12 }, (_, n) => create(`reg_${n}`, `req_${n}`));
      const outcomes = await Promise.allSettled(all);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await store.registries.list(org)).toHaveLength(1);
    });

    test("a refused change leaves the key free", async () => {
      const { store, org } = get();
      await create("reg_1", "req_1", { key: "k-0" });
      expect(await create("reg_2", "req_2", { name: "reg_1" })).toMatchObject({ ok: false });
      expect(await store.requestKeys.find(org, requestKey, t0)).toBeNull();
      expect(await create("reg_2", "req_3")).toMatchObject({ ok: true });
    });

    test("one request may write several things under its key", async () => {
      const { store, org } = get();
      await create("reg_1", "req_1");
      await store.audit.append(org, entry({ requestId: "req_1", requestKey }));
      expect(await store.audit.verify(org)).toMatchObject({ ok: true, events: 3 });
    });

    test("the answer is kept for the request that took the key, and for no other", async () => {
      const { store, org } = get();
      await create("reg_1", "req_1");
      const answer = { organizationId: org, ...requestKey, status: 201, body: '{"a":1}' };
      await store.requestKeys.keepAnswer({ ...answer, requestId: "req_2", body: "{}" });
      expect((await store.requestKeys.find(org, requestKey, t0))?.answer).toBeNull();
      await store.requestKeys.keepAnswer({ ...answer, requestId: "req_1" });
      expect(await store.requestKeys.find(org, requestKey, t0)).toEqual({
        fingerprint: "f",
        answer: { status: 201, body: '{"a":1}' },
      });
    });

    test("a key counts for a day, then it is free, and pruned", async () => {
      const { store, org } = get();
      await create("reg_1", "req_1");
      await create("reg_2", "req_2", { at: t0 + 1000, key: "k-2" });
      const now = t0 + dayMs;
      expect(await store.requestKeys.find(org, requestKey, now - 1)).not.toBeNull();
      expect(await store.requestKeys.find(org, requestKey, now)).toBeNull();
      expect(await store.requestKeys.prune({ now, limit: 10 })).toBe(1);
      expect(await store.requestKeys.prune({ now, limit: 10 })).toBe(0);
      expect(await create("reg_3", "req_3", { at: now })).toMatchObject({ ok: true });
      expect(await create("reg_4", "req_4", { at: now + 1000, key: "k-2" })).toMatchObject({
        ok: true,
      });
      const taken = create("reg_5", "req_5", { at: now + 1001, key: "k-2" });
      await expect(taken).rejects.toBeInstanceOf(RequestKeyTaken);
    });
  });
}
