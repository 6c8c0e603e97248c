import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyTable, getNode, nodesOf, TableEdit } from "./node-table.ts";
import type { NodeTable } from "./node-table.ts";

interface Item {
  readonly hash: number;
  readonly key: string;
  readonly value: number;
}

// Few hashes, so that many keys share one.
const hashOf = (key: string): number => (key.charCodeAt(0) * 0x0100_0193) | 0;
const anyKey = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 1, maxLength: 5 });
const step = fc.record({ key: anyKey, value: fc.option(fc.nat()) });

describe("a table", () => {
  test("holds what a Map would hold, and older tables keep what they held", () => {
    fc.assert(
      fc.property(fc.array(fc.array(step)), (edits) => {
        let table: NodeTable<Item> = emptyTable(0);
        const map = new Map<string, number>();
        for (const steps of edits) {
          const before = contents(table);
          const edit = new TableEdit(table);
          for (const { key, value } of steps) {
            if (value === null) edit.drop({ hash: hashOf(key), key });
            else edit.put({ hash: hashOf(key), key, value });
            if (value === null) map.delete(key);
            else map.set(key, value);
          }
          const after = edit.done();
          expect(contents(after)).toEqual(new Map([...map].toSorted(byKey)));
          expect(after.size).toBe(map.size);
          expect(contents(table)).toEqual(before);
          table = after;
        }
        for (const [key, value] of map) {
          expect(getNode(table, hashOf(key), key)?.value).toBe(value);
        }
      }),
    );
  });

  test("grows with its contents", () => {
    const edit = new TableEdit<Item>(emptyTable(0));
    for (let value = 0; value < 5000; value++) {
      edit.put({ hash: Math.imul(value, 0x5bd1_e995), key: String(value), value });
    }
    const table = edit.done();
    expect(table.size).toBe(5000);
    const slots = 2 ** (32 - table.slotShift);
    expect(slots).toBeGreaterThan(5000);
    expect(getNode(table, Math.imul(4999, 0x5bd1_e995), "4999")?.value).toBe(4999);
  });
});

function contents(table: NodeTable<Item>): Map<string, number> {
  return new Map(
    [...nodesOf(table)].map(({ key, value }) => [key, value] as const).toSorted(byKey),
  );
}

function byKey([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
