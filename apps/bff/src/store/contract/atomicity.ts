import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { addMember, addPerson, entry, patterns, registry, sealed, t0 } from "./sample.ts";

export function atomicityContract(get: Get): void {
  describe("commands", () => {
    test("if the audit entry can't be written, nothing has changed", async () => {
      const { store, org, breakAudit } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await addPerson(store, "per_bob", "Bob", "bob@example.com");
      await addMember(store, org, "per_bob", "owner");
      const before = await everything();
      await breakAudit();
      const common = {
        organizationId: org,
        id: "reg_1",
        version: 1,
        by: null,
        at: t0 + 1,
        audit: entry(),
      };
      const member = { organizationId: org, personId: "per_bob", audit: entry() };
      const commands = [
        () => store.registries.create(registry(org, { id: "reg_2", name: "Q" }, ["q.io/*"])),
        () =>
          store.registries.update({
            ...common,
            change: { name: "New" },
            patterns: patterns("z.io/*"),
            secret: sealed(2),
          }),
        () => store.registries.replaceSecret({ ...common, secret: sealed(2) }),
        () => store.registries.setPaused({ ...common, paused: true }),
        () => store.registries.remove(common),
        () =>
          store.expectations.create({
            expectation: {
              id: "exp_1",
              organizationId: org,
              registryId: "reg_1",
              image: "a",
              createdAt: t0,
              createdBy: null,
            },
            audit: entry(),
          }),
        () =>
          store.projects.create({
            project: {
              id: "prj_1",
              organizationId: org,
              name: "P",
              owner: { kind: "organization" },
              memberIds: [],
            },
            at: t0,
            audit: entry(),
          }),
        () =>
          store.drafts.create({
            draft: {
              id: "drf_1",
              organizationId: org,
              type: "standard",
              answers: {
                settings: {},
                testImage: "",
                name: "",
                patterns: [],
                handOutStored: false,
                expiryDay: null,
                step: 1,
              },
            },
            keptSince: 0,
            countMax: 50,
            by: "per_ada",
            at: t0,
            audit: entry(),
          }),
        () => store.members.setRole({ ...member, role: "admin" }),
        () => store.members.remove(member),
        () =>
          store.invitations.create({
            invitation: {
              id: "inv_1",
              organizationId: org,
              email: "new@example.com",
              role: "member",
              createdAt: t0,
              expiresAt: t0 + 1,
              invitedBy: "per_ada",
            },
            tokenHash: Buffer.alloc(32),
            audit: entry(),
          }),
      ];
      for (const run of commands) await expect(run()).rejects.toMatchObject({ name: "StoreError" });
      expect(await everything()).toEqual(before);

      async function everything() {
        return [
          await store.registries.list(org),
          await store.secrets.read(org, "reg_1"),
          await store.patterns.entries(org),
          await store.patterns.historyAt(org, t0 + 10),
          await store.expectations.list(org),
          await store.projects.list(org),
          await store.drafts.list(org, 0),
          await store.members.list(org),
          await store.invitations.list(org),
          await store.audit.list(org, { limit: 50 }),
        ];
      }
    });
  });
}
