import { describe, expect, test } from "vitest";
import type { AlertEvent } from "../rows.ts";
import type { Get } from "./harness.ts";
import { entry, pull, reCheck, registry, t0 } from "./sample.ts";

export function alertContract(get: Get): void {
  describe("alerts", () => {
    const addChannel = async (id: string, over: object = {}) => {
      const { store, org } = get();
      const made = await store.alerts.createChannel({
        channel: {
          organizationId: org,
          id,
          name: `Channel ${id}`,
          kind: "webhook",
          recipients: [],
          host: "hooks.example.com",
          events: ["registry.failing", "registry.recovered", "secret.expired"],
          createdAt: t0,
          ...over,
        },
        secret: { url: Buffer.from([0, 1, 255]) },
        max: 3,
        audit: entry({ action: "alert-channel.create" }),
      });
      if (!made.ok) throw new Error(made.reason);
      return made.channel;
    };
    const event = (key: string, over: Partial<AlertEvent> = {}): AlertEvent => ({
      organizationId: get().org,
      id: `ale_${key}`,
      key,
      kind: "secret.expired",
      at: t0,
      subject: { id: "reg_1", name: "Harbor" },
      facts: { endsAt: t0 },
      ...over,
    });
    const list = async (query: object = {}) => {
      const { store, org } = get();
      return (await store.alerts.deliveries(org, { limit: 50, ...query })).rows;
    };

    test("one event is told once to each channel that asks for it, with a job for each address", async () => {
      const { store, org, otherOrg } = get();
      await addChannel("alc_1");
      await addChannel("alc_2", { kind: "email", recipients: ["a@x.io", "b@x.io"], host: null });
      await addChannel("alc_3", { events: ["images.uncovered"] });
      const before = await store.alerts.channel(org, "alc_2");
      await store.alerts.updateChannel({
        organizationId: org,
        id: "alc_2",
        version: 1,
        change: {},
        audit: entry(),
      });
      expect(before?.version).toBe(1);
      expect(await store.alerts.raise(event("k1"))).toBe(true);
      expect(await store.alerts.raise(event("k1", { id: "ale_other" }))).toBe(false);
      const rows = await list();
      expect(rows.map(({ channel, recipient }) => `${channel.id} ${recipient}`).toSorted()).toEqual(
        ["alc_1 ", "alc_2 a@x.io", "alc_2 b@x.io"],
      );
      expect(rows[0]?.event).toEqual(event("k1"));
      const jobs = await store.jobs.claim({
        now: t0,
        leaseMs: 1_000,
        lease: "me",
        kinds: ["deliver-alert"],
        limit: 10,
      });
      expect(jobs.map(({ payload }) => payload["deliveryId"] ?? "").toSorted()).toEqual(
        rows.map(({ id }) => id).toSorted(),
      );
      expect((await store.alerts.deliveries(otherOrg, { limit: 9 })).rows).toEqual([]);
      expect(await store.alerts.delivery(otherOrg, rows[0]?.id ?? "")).toBeNull();
      expect(await store.alerts.eventsSince(org, "secret.expired", t0)).toEqual([event("k1")]);
      expect(await store.alerts.eventsSince(org, "secret.expired", t0 + 1)).toEqual([]);
    });

    test("what came of an attempt is kept, and pages follow each other", async () => {
      const { store, org } = get();
      await addChannel("alc_1");
      for (const key of ["k1", "k2", "k3"]) await store.alerts.raise(event(key));
      const first = await store.alerts.deliveries(org, { limit: 2 });
      const next = first.next ?? "";
      const second = await store.alerts.deliveries(org, { limit: 2, cursor: next });
      expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null]);
      const id = first.rows[0]?.id ?? "";
      const settled = {
        state: "sent",
        attempts: 1,
        outcome: "Done.",
        nextAttemptAt: null,
      } as const;
      await store.alerts.settle({ organizationId: org, id, at: t0 + 5, ...settled });
      expect(await list({ state: "sent" })).toMatchObject([
        { id, ...settled, lastAttemptAt: t0 + 5 },
      ]);
      expect((await store.alerts.channels(org))[0]?.lastDelivery).not.toBeNull();
    });

    test("a delivery that did not arrive is made due again, once, unless it is being sent", async () => {
      const { store, org, otherOrg } = get();
      await addChannel("alc_1");
      await store.alerts.raise(event("k1"));
      const id = (await list())[0]?.id ?? "";
      const claim = (now: number, lease: string) =>
        store.jobs.claim({ now, leaseMs: 1_000, lease, kinds: ["deliver-alert"], limit: 10 });
      const again = (organizationId: string, at: number) =>
        store.alerts.resend({
          organizationId,
          id,
          at,
          audit: entry({ action: "alert-channel.resend" }),
        });
      const [job] = await claim(t0, "one");
      expect(await again(org, t0)).toEqual({ ok: false, reason: "already_finished" });
      const failed = { outcome: "No answer.", attempts: 7, nextAttemptAt: null } as const;
      const settle = (state: "failed" | "sent", at: number) =>
        store.alerts.settle({ organizationId: org, id, state, at, ...failed });
      await settle("failed", t0 + 1);
      await store.jobs.settle({ key: job?.key ?? "", lease: "one", dueAt: null, failures: 0 });
      expect(await again(otherOrg, t0 + 2)).toEqual({ ok: false, reason: "not_found" });
      expect(await again(org, t0 + 2)).toMatchObject({
        ok: true,
        delivery: {
          id,
          state: "waiting",
          attempts: 0,
          outcome: "No answer.",
          nextAttemptAt: t0 + 2,
        },
      });
      expect(await again(org, t0 + 3)).toMatchObject({ ok: true });
      expect(await claim(t0 + 3, "two")).toHaveLength(1);
      expect(await claim(t0 + 3, "three")).toHaveLength(0);
      await settle("sent", t0 + 4);
      expect(await again(org, t0 + 5)).toEqual({ ok: false, reason: "already_finished" });
      const { rows } = await store.audit.list(org, { limit: 9 });
      expect(rows.filter(({ action }) => action === "alert-channel.resend")).toHaveLength(2);
    });

    test("a channel's secret goes with it and changes with its version only", async () => {
      const { store, org, otherOrg } = get();
      await addChannel("alc_1");
      await store.alerts.raise(event("k1"));
      const change = { organizationId: org, id: "alc_1", change: { name: "Night" } };
      const secret = { url: Buffer.from("next") };
      expect(
        await store.alerts.updateChannel({ ...change, version: 2, audit: entry() }),
      ).toMatchObject({ ok: false, reason: "conflict", version: 1 });
      expect(
        await store.alerts.updateChannel({ ...change, version: 1, secret, audit: entry() }),
      ).toMatchObject({ ok: true, channel: { name: "Night", version: 2, secretVersion: 2 } });
      expect(await store.alerts.secret(org, "alc_1")).toEqual(secret);
      expect(await store.alerts.secret(otherOrg, "alc_1")).toEqual({});
      const [field] = await store.alerts.sealed(org);
      expect(field).toMatchObject({ channelId: "alc_1", version: 2, host: "hooks.example.com" });
      const move = { channelId: "alc_1", field: "url", version: 2, record: secret.url };
      const resealed = Buffer.from("resealed");
      expect(await store.alerts.reseal({ ...move, organizationId: org, resealed })).toBe(true);
      expect(await store.alerts.reseal({ ...move, organizationId: org, resealed })).toBe(false);
      const remove = { id: "alc_1", audit: entry() };
      expect(await store.alerts.removeChannel({ ...remove, organizationId: otherOrg })).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await store.alerts.removeChannel({ ...remove, organizationId: org })).toEqual({
        ok: true,
      });
      expect(await store.alerts.sealed(org)).toEqual([]);
      expect(await list()).toEqual([]);
    });

    test("there are no more channels than allowed, and none to test that is gone", async () => {
      const { store, org } = get();
      for (const id of ["alc_1", "alc_2", "alc_3"]) await addChannel(id);
      await expect(addChannel("alc_4")).rejects.toThrow("too_many");
      const deliveries = [{ id: "ald_1", recipient: "", state: "sent", outcome: "ok" }] as const;
      const record = { organizationId: org, deliveries, at: t0, audit: entry() };
      expect(await store.alerts.recordTest({ ...record, channelId: "alc_9" })).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await store.alerts.recordTest({ ...record, channelId: "alc_1" })).toMatchObject({
        ok: true,
        deliveries: [{ id: "ald_1", event: null, attempts: 1 }],
      });
      expect(await store.alerts.prune({ before: t0 + 1, limit: 10 })).toBe(1);
    });

    test("a registry that begins to fail raises one alert, in the transaction that says so", async () => {
      const { store, org, breakAudit } = get();
      await addChannel("alc_1");
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.checks.record(reCheck(org));
      await store.checks.record(reCheck(org, {}, { startedAt: t0 + 100 }));
      expect((await list()).map(({ event: told }) => told?.kind)).toEqual(["registry.failing"]);
      expect((await list())[0]?.event).toMatchObject({
        subject: { id: "reg_1", name: "Harbor" },
        facts: { reason: "Rejected." },
      });
      await breakAudit();
      await expect(
        store.registries.replaceSecret({
          organizationId: org,
          id: "reg_1",
          version: 1,
          secret: { version: 2, fingerprint: "f2", fields: {} },
          health: {
            state: "healthy",
            reason: null,
            since: t0,
            checkedAt: t0,
            checkId: "chk_9",
            checkedBy: null,
          },
          by: null,
          at: t0,
          audit: entry(),
        }),
      ).rejects.toMatchObject({ name: "StoreError" });
      expect(await list()).toHaveLength(1);
    });

    test("images that no pattern covers are counted by name, with their failures", async () => {
      const { store, org } = get();
      const anonymous = { registry: null, pattern: null, outcome: "anonymous" } as const;
      const tool = { ...anonymous, imageName: "quay.io/team/tool" };
      await store.pulls.record(pull(org, { ...tool, status: "failed" }));
      await store.pulls.record(pull(org, tool));
      await store.pulls.record(pull(org, { ...anonymous, imageName: "quay.io/other" }));
      await store.pulls.record(pull(org, { ...anonymous, imageName: "quay.io/old", at: t0 - 9 }));
      await store.pulls.record(pull(org));
      expect(await store.alerts.uncovered(org, { since: t0, limit: 9 })).toEqual([
        { image: "quay.io/team/tool", pulls: 2, failed: 1 },
        { image: "quay.io/other", pulls: 1, failed: 0 },
      ]);
    });

    test("what is old goes, with its deliveries", async () => {
      const { store, org } = get();
      await addChannel("alc_1");
      await store.alerts.raise(event("k1"));
      await store.alerts.raise(event("k2", { at: t0 + 50 }));
      expect(await store.alerts.prune({ before: t0 + 50, limit: 10 })).toBe(1);
      expect((await list()).map((row) => row.event?.key)).toEqual(["k2"]);
      expect(await store.alerts.eventsSince(org, "secret.expired", 0)).toHaveLength(1);
    });
  });
}
