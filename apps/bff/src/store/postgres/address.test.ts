import { inspect } from "node:util";
import { expect, test } from "vitest";
import { parseDatabaseAddress, placeOfAddress } from "./address.ts";

function parse(text: string) {
  const result = parseDatabaseAddress(text);
  if (!result.ok) throw new Error(result.message);
  return result.address;
}

test("user, password and database are decoded, and the port is PostgreSQL's own where none is given", () => {
  const address = parse("postgresql://be%40rth:p%3Aw%2Fd@db.example.com/my%20db");
  expect(address).toMatchObject({
    hosts: [{ host: "db.example.com", port: 5432 }],
    database: "my db",
    user: "be@rth",
  });
  expect(address.password?.reveal()).toBe("p:w/d");
  expect(inspect(address)).not.toContain("p:w/d");
  expect(placeOfAddress(address)).toBe("postgres://db.example.com:5432/my db");
});

test("several hosts stand in the order they are tried", () => {
  expect(parse("postgres://u:p@a.example:6000,[2001:db8::1],b.example/x").hosts).toEqual([
    { host: "a.example", port: 6000 },
    { host: "2001:db8::1", port: 5432 },
    { host: "b.example", port: 5432 },
  ]);
});

test("TLS is verified everywhere but on this machine, unless it is turned off in so many words", () => {
  const verified = { ca: null, certificate: null, key: null };
  expect(parse("postgres://u:p@db.example/x").tls).toEqual(verified);
  expect(parse("postgres://u:p@127.0.0.1,db.example/x").tls).toEqual(verified);
  expect(parse("postgres://u:p@10.0.0.1/x").tls).toEqual(verified);
  expect(parse("postgres://u:p@127.0.0.1:5433/x").tls).toBeNull();
  expect(parse("postgres://u:p@localhost/x").tls).toBeNull();
  expect(parse("postgres://u:p@localhost/x?sslmode=verify-full").tls).toEqual(verified);
  expect(parse("postgres://u:p@db.example/x?sslmode=disable").tls).toBeNull();
  expect(parse("postgres://u@db.example/x?sslrootcert=/ca&sslcert=/c&sslkey=/k").tls).toEqual({
    ca: "/ca",
    certificate: "/c",
    key: "/k",
  });
});

test("what can't be used is refused without repeating it", () => {
  const bad = [
    "postgres://db.example/x",
    "postgres://u:hunter2@db.example",
    "postgres://u:hunter2@/x",
    "postgres://:hunter2@db.example/x",
    "postgres://u:hunter2%zz@db.example/x",
    "postgres://u:hunter2@db.example:0/x",
    "postgres://u:hunter2@db.example:70000/x",
    "postgres://u:hunter2@db example/x",
    "postgres://u:hunter2@a.example,,b.example/x",
    "postgres://u:hunter2@db.example/x?sslmode=require",
    "postgres://u:hunter2@db.example/x?sslmode=disable&sslrootcert=/ca",
    "postgres://u:hunter2@db.example/x?sslcert=/c",
    "postgres://u:hunter2@db.example/x?options=-c%20role",
    "mysql://u:hunter2@db.example/x",
  ];
  for (const text of bad) {
    const result = parseDatabaseAddress(text);
    expect(result.ok, text).toBe(false);
    expect(result.ok ? "" : result.message, text).not.toContain("hunter2");
  }
});
