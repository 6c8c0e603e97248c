import { describe, expect, test } from "vitest";
import type { ProjectWrite } from "../ports/project.ts";
import type { Get } from "./harness.ts";
import { addMember, addPerson, entry, t0 } from "./sample.ts";

export function projectContract(get: Get): void {
  describe("projects", () => {
    async function withPeople() {
      const world = get();
      await addPerson(world.store, "per_bob", "Bob", "bob@example.com");
      await addMember(world.store, world.org, "per_bob", "member");
      const create = (id: string, change: Partial<ProjectWrite> = {}) =>
        world.store.projects.create({
          project: {
            id,
            organizationId: world.org,
            name: id,
            owner: { kind: "organization" },
            memberIds: [],
            ...change,
          },
          at: t0,
          audit: entry({ action: "project.create", object: { kind: "project", id, name: id } }),
        });
      return { ...world, create };
    }

    test("a project comes back with owner and members", async () => {
      const { store, org, create } = await withPeople();
      const expected = {
        id: "prj_1",
        organizationId: org,
        externalId: "ext-7",
        name: "Vision",
        owner: { kind: "person", person: { id: "per_bob", name: "Bob" } },
        members: [
          { id: "per_ada", name: "Ada" },
          { id: "per_bob", name: "Bob" },
        ],
        createdAt: t0,
      };
      const result = await create("prj_1", {
        name: "Vision",
        externalId: "ext-7",
        owner: { kind: "person", personId: "per_bob" },
        memberIds: ["per_bob", "per_ada", "per_bob"],
      });
      expect(result).toEqual({ ok: true, project: expected });
      expect(await store.projects.get(org, "prj_1")).toEqual(expected);
    });

    test("a worker finds a project by id, by external id and by name in any case, in its organization only", async () => {
      const { store, org, otherOrg, create } = await withPeople();
      await create("prj_1", { name: "Vision", externalId: "ext-7" });
      expect((await get().store.projects.findByExternalId(get().org, "ext-7"))?.id).toBe("prj_1");
      for (const [organization, text] of [
        [get().org, "Vision"],
        [get().org, "prj_1"],
        ["org_none", "ext-7"],
      ] as const) {
        expect(await get().store.projects.findByExternalId(organization, text)).toBeNull();
      }
      await create("prj_2", { name: "prj_1x" });
      for (const text of ["prj_1", "ext-7", "vision", "VISION"]) {
        expect((await store.projects.find(org, text))?.id, text).toBe("prj_1");
        expect(await store.projects.find(otherOrg, text), text).toBeNull();
      }
      expect(await store.projects.find(org, "EXT-7")).toBeNull();
      expect(await store.projects.find(org, "nothing")).toBeNull();
      expect(await store.projects.find(org, "a\0b")).toBeNull();
    });

    test("name and external id are each taken once, and people must belong to the organization", async () => {
      const { store, org, create } = await withPeople();
      await create("prj_1", { name: "Vision", externalId: "ext-7" });
      const taken = { ok: false, reason: "name_taken", holder: { id: "prj_1", name: "Vision" } };
      expect(await create("prj_2", { name: "VISION" })).toEqual(taken);
      expect(await create("prj_2", { externalId: "ext-7" })).toEqual(taken);
      expect(await create("prj_2", { memberIds: ["per_eve"] })).toEqual({
        ok: false,
        reason: "person_unknown",
        personId: "per_eve",
      });
      expect(
        await create("prj_2", { owner: { kind: "person", personId: "per_eve" } }),
      ).toMatchObject({ reason: "person_unknown" });
      expect(await store.projects.list(org)).toHaveLength(1);
      await create("prj_2");
      const rename = {
        organizationId: org,
        id: "prj_2",
        change: { name: "vision" },
        at: t0,
        audit: entry(),
      };
      expect(await store.projects.update(rename)).toEqual(taken);
    });

    test("a person sees their own projects and those that list them", async () => {
      const { store, org, create } = await withPeople();
      await create("a", { owner: { kind: "person", personId: "per_bob" } });
      await create("b", { memberIds: ["per_bob"] });
      await create("c", { memberIds: ["per_ada"] });
      const ids = async (seenBy?: string) =>
        (await store.projects.list(org, seenBy)).map((row) => row.id);
      expect(await ids()).toEqual(["a", "b", "c"]);
      expect(await ids("per_bob")).toEqual(["a", "b"]);
      expect(await ids("per_eve")).toEqual([]);
    });

    test("an update changes what is given, and only in its organization", async () => {
      const { store, org, otherOrg, create } = await withPeople();
      await create("prj_1", { name: "Vision", memberIds: ["per_bob"] });
      const update = (organizationId: string, change: Partial<ProjectWrite>) =>
        store.projects.update({
          organizationId,
          id: "prj_1",
          change,
          at: t0,
          audit: entry({ action: "project.update" }),
        });
      expect(await update(org, { owner: { kind: "person", personId: "per_bob" } })).toMatchObject({
        ok: true,
        project: { name: "Vision", owner: { kind: "person" }, members: [{ id: "per_bob" }] },
      });
      expect(await update(org, { memberIds: [], owner: { kind: "organization" } })).toMatchObject({
        project: { owner: { kind: "organization" }, members: [] },
      });
      expect(await update(otherOrg, { name: "Mine" })).toEqual({ ok: false, reason: "not_found" });
    });

    test("a removed project is gone, and its audit entry stands", async () => {
      const { store, org, otherOrg, create } = await withPeople();
      await create("prj_1", { memberIds: ["per_bob"] });
      const remove = (organizationId: string) =>
        store.projects.remove({
          organizationId,
          id: "prj_1",
          audit: entry({ action: "project.delete" }),
        });
      expect(await remove(otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(org)).toEqual({ ok: true });
      expect(await store.projects.list(org)).toEqual([]);
      expect((await store.audit.list(org, { limit: 1 })).rows[0]?.action).toBe("project.delete");
    });
  });
}
