import { describe, expect, test } from "vitest";
import type { Page } from "../ports/page.ts";
import type { Get } from "./harness.ts";
import { entry, registry, t0 } from "./sample.ts";

export function pageContract(get: Get): void {
  describe("lists by pages", () => {
    /** The names on each page, until the last. */
    async function pagesOf<Row extends { name: string }>(
      ask: (cursor: string | undefined) => Promise<Page<Row>>,
    ): Promise<string[][]> {
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const { rows, next } = await ask(cursor);
        pages.push(rows.map(({ name }) => name));
        cursor = next ?? undefined;
      } while (cursor !== undefined && pages.length < 9);
      return pages;
    }

    test("registries and projects come by name, whatever their case and script", async () => {
      const { store, org, otherOrg, owner } = get();
      const names = ["beta", "Alpha", "Ömer's", "日本", "alpha 2"];
      for (const [index, name] of names.entries()) {
        const id = `reg_${index}`;
        await store.registries.create(registry(org, { id, name }, [`x.io/${index}`]));
        await store.projects.create({
          project: {
            id: `prj_${index}`,
            organizationId: org,
            name,
            owner: { kind: "organization" },
            memberIds: index === 1 ? [owner] : [],
          },
          at: t0,
          audit: entry(),
        });
      }
      const sorted = (await store.registries.list(org)).map(({ name }) => name);
      const [a = "", b = "", c = "", d = "", e = ""] = sorted;
      const registries = (cursor?: string) => store.registries.page(org, { cursor, limit: 2 });
      expect(await pagesOf(registries)).toEqual([[a, b], [c, d], [e]]);
      expect((await registries()).rows.map(({ patterns }) => patterns.length)).toEqual([1, 1]);
      const projects = (cursor?: string) => store.projects.page(org, { cursor, limit: 2 });
      expect(await pagesOf(projects)).toEqual([[a, b], [c, d], [e]]);
      const seen = await store.projects.page(org, { limit: 2, seenBy: owner });
      expect(seen).toMatchObject({ rows: [{ name: "Alpha" }], next: null });

      // What a page ended with may be gone when the next one is asked for.
      const { rows, next } = await registries();
      const last = rows[1];
      await store.registries.remove({
        organizationId: org,
        id: last?.id ?? "",
        version: 1,
        at: t0,
        audit: entry(),
      });
      expect((await registries(next ?? "")).rows.map(({ name }) => name)).toEqual([c, d]);
      for (const cursor of ["", "!", "AA==", "AA", "YQBi", "nothing of ours"]) {
        expect(await registries(cursor)).toEqual({ rows: [], next: null });
      }
      expect(await store.registries.page(otherOrg, { limit: 9 })).toEqual({ rows: [], next: null });
    });

    test("tokens come newest first, those of one moment too", async () => {
      const { store, org, owner } = get();
      for (const index of [1, 2, 3]) {
        await store.apiTokens.create({
          token: {
            id: `atk_${index}`,
            organizationId: org,
            name: `Token ${index}`,
            prefix: "brth_a_abcd",
            hash: Buffer.alloc(32, index),
            scopes: ["projects:read"],
            createdAt: index === 1 ? t0 : t0 + 1,
            createdBy: owner,
            expiresAt: t0 + 9,
          },
          audit: entry(),
        });
      }
      const tokens = (cursor?: string) => store.apiTokens.page(org, { cursor, limit: 1 });
      expect(await pagesOf(tokens)).toEqual([["Token 3"], ["Token 2"], ["Token 1"]]);
      expect(await store.workerTokens.page(org, { limit: 1 })).toEqual({ rows: [], next: null });
      expect(await tokens("nothing of ours")).toEqual({ rows: [], next: null });
    });
  });
}
