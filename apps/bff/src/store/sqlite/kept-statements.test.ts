import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { keptStatements } from "./kept-statements.ts";

const handle = new Database(":memory:");
handle.exec("create table thing (id text primary key, size integer not null)");
handle.exec("insert into thing values ('a', 1), ('b', 2)");
afterEach(() => handle.exec("delete from thing where id not in ('a', 'b')"));

test("a text is compiled once", () => {
  const prepare = keptStatements(handle);
  expect(prepare("select id from thing")).toBe(prepare("select id from thing"));
  expect(prepare("select size from thing")).not.toBe(prepare("select id from thing"));
});

test("who asked for bare values before does not change what comes next", () => {
  const prepare = keptStatements(handle);
  const text = "select id, size from thing where id = ?";
  expect(prepare(text).raw().all("a")).toEqual([["a", 1]]);
  expect(prepare(text).all("b")).toEqual([{ id: "b", size: 2 }]);
});

test("a statement that reads nothing is kept too", () => {
  const prepare = keptStatements(handle);
  for (const id of ["c", "d"]) {
    expect(prepare("insert into thing values (?, 3)").run(id).changes).toBe(1);
  }
});

test("a statement goes on where a column was added since", () => {
  const prepare = keptStatements(handle);
  prepare("select * from thing").all();
  handle.exec("alter table thing add column colour text");
  expect(prepare("select * from thing").get()).toEqual({ id: "a", size: 1, colour: null });
});

test("those used longest ago are let go, one in use is not", () => {
  const prepare = keptStatements(handle);
  const first = prepare("select 0");
  const second = prepare("select 1");
  for (let n = 2; n <= 500; n += 1) {
    prepare("select 0");
    prepare(`select ${n}`);
  }
  expect(prepare("select 0")).toBe(first);
  expect(prepare("select 1")).not.toBe(second);
});
