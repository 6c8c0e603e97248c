import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyTable, nodeIn, nodesOf, TableEdit } from "./node-table.ts";
import type { NodeTable } from "./node-table.ts";

interface Item {
  readonly key: string;
  readonly value: number;
}

// Few hashes, so that many keys share one.
const hashOf = ({ key }: { readonly key: string }): number => (key.charCodeAt(0) * 0x0100_0193) | 0;
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
          const edit = new TableEdit(table, hashOf);
          for (const { key, value } of steps) change(edit, map, key, value);
          const after = edit.done();
          expect(contents(after)).toEqual(new Map([...map].toSorted(byKey)));
          expect(after.size).toBe(map.size);
          expect(contents(table)).toEqual(before);
          table = after;
        }
        for (const [key, value] of map) expect(itemIn(table, key)?.value).toBe(value);
      }),
    );
  });

  test("grows with its contents", () => {
    const edit = new TableEdit<Item>(emptyTable(0), ({ value }) => Math.imul(value, 0x5bd1_e995));
    for (let value = 0; value < 5000; value++) edit.add({ key: String(value), value });
    const table = edit.done();
    expect([table.size, [...nodesOf(table)].length]).toEqual([5000, 5000]);
    expect(2 ** (32 - table.slotShift)).toBeGreaterThan(5000);
    const found = nodeIn(table, Math.imul(4999, 0x5bd1_e995), ({ value }) => value === 4999);
    expect(found?.key).toBe("4999");
  });
});

function change(
  edit: TableEdit<Item>,
  map: Map<string, number>,
  key: string,
  value: number | null,
): void {
  const old = itemIn(edit.table, key);
  if (value === null) {
    if (old !== null) edit.remove(old);
    map.delete(key);
    return;
  }
  if (old === null) edit.add({ key, value });
  else edit.replace(old, { key, value });
  map.set(key, value);
}

function itemIn(table: NodeTable<Item>, key: string): Item | null {
  return nodeIn(table, hashOf({ key }), (item) => item.key === key);
}

function contents(table: NodeTable<Item>): Map<string, number> {
  return new Map(
    [...nodesOf(table)].map(({ key, value }) => [key, value] as const).toSorted(byKey),
  );
}

function byKey([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
