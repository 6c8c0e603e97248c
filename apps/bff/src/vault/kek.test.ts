import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { keyCheckFits, keyCheckValue } from "./key-check.ts";
import { kekFrom, readKeyText } from "./kek.ts";
import { kekSet } from "./kek-set.ts";
import { createKey, rewrapKey, unwrapKey } from "./wrapped-key.ts";

test("32 random bytes are read from base64, base64url and hex, with or without white space around", () => {
  for (let run = 0; run < 50; run += 1) {
    const bytes = randomBytes(32);
    const forms = [
      bytes.toString("base64"),
      `${bytes.toString("base64")}\n`,
      bytes.toString("base64url"),
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
    ];
    for (const form of forms) expect(readKeyText(form), form).toEqual({ ok: true, bytes });
  }
});

test("everything that is not 32 random bytes is refused, passphrases first", () => {
  const refused = [
    "",
    "correct horse battery staple",
    "correct-horse-battery-staple",
    "hunter2",
    randomBytes(31).toString("base64"),
    randomBytes(33).toString("base64"),
    randomBytes(16).toString("hex"),
    randomBytes(64).toString("hex"),
    `${randomBytes(32).toString("base64")}!`,
    `0x${randomBytes(32).toString("hex")}`,
    Buffer.alloc(32).toString("base64"),
    Buffer.alloc(32, 0x61).toString("hex"),
    "a".repeat(43),
  ];
  for (const text of refused) {
    const result = readKeyText(text);
    expect(result, text).toEqual({ ok: false, message: expect.any(String) });
    expect(JSON.stringify(result)).not.toContain(text || "\0");
  }
});

test("a key's id follows from the key, and the buffer it came in is wiped", () => {
  const bytes = randomBytes(32);
  const copy = Buffer.from(bytes);
  const kek = kekFrom(bytes);
  expect(bytes.equals(Buffer.alloc(32))).toBe(true);
  expect(kekFrom(Buffer.from(copy)).id).toBe(kek.id);
  expect(kekFrom(randomBytes(32)).id).not.toBe(kek.id);
  expect(kek.id).toMatch(/^[0-9a-f]{32}$/);
  const printed = inspect(kek, { depth: 9, showHidden: true }) + JSON.stringify(kek);
  expect(printed).not.toContain(copy.toString("hex"));
  expect(printed).not.toContain(copy.toString("base64"));
});

test("the check value fits one key and one instance", () => {
  const kek = kekFrom(randomBytes(32));
  const value = keyCheckValue(kek, "ins_1");
  expect(keyCheckFits(kek, "ins_1", value)).toBe(true);
  expect(keyCheckFits(kek, "ins_2", value)).toBe(false);
  expect(keyCheckFits(kekFrom(randomBytes(32)), "ins_1", value)).toBe(false);
  expect(keyCheckFits(kek, "ins_1", value.subarray(0, 31))).toBe(false);
  expect(keyCheckFits(kek, "ins_1", Buffer.alloc(0))).toBe(false);
});

test("an organization's key unwraps for its instance, organization, id and version only", () => {
  const kek = kekFrom(randomBytes(32));
  const keks = kekSet(kek);
  const row = createKey(kek, "ins_1", "org_1", 1, 0);
  expect(unwrapKey(keks, "ins_1", row)).toMatchObject({ keyId: row.keyId, version: 1 });
  expect(unwrapKey(keks, "ins_2", row)).toBeNull();
  expect(unwrapKey(kekSet(kekFrom(randomBytes(32))), "ins_1", row)).toBeNull();
  expect(unwrapKey(keks, "ins_1", { ...row, organizationId: "org_2" })).toBeNull();
  expect(unwrapKey(keks, "ins_1", { ...row, organizationId: null })).toBeNull();
  expect(unwrapKey(keks, "ins_1", { ...row, version: 2 })).toBeNull();
  expect(unwrapKey(keks, "ins_1", { ...row, keyId: "00".repeat(16) })).toBeNull();
  const damaged = Buffer.from(row.wrapped);
  damaged[100] = (damaged[100] ?? 0) ^ 1;
  expect(unwrapKey(keks, "ins_1", { ...row, wrapped: damaged })).toBeNull();
});

test("a key that is wrapped anew is the same key, and the key before is needed no longer", () => {
  const [old, fresh] = [kekFrom(randomBytes(32)), kekFrom(randomBytes(32))];
  for (const organizationId of ["org_1", null]) {
    const row = createKey(old, "ins_1", organizationId, 1, 0);
    const wrapped = rewrapKey(kekSet(fresh, old), "ins_1", row, fresh);
    expect(rewrapKey(kekSet(fresh), "ins_1", row, fresh)).toBeNull();
    if (wrapped === null) throw new Error("not wrapped");
    const moved = { ...row, kekId: fresh.id, wrapped };
    const before = unwrapKey(kekSet(old), "ins_1", row);
    const after = unwrapKey(kekSet(fresh), "ins_1", moved);
    expect(before === null ? null : after?.key.equals(before.key)).toBe(true);
    // The row's own word for its key is not believed.
    expect(unwrapKey(kekSet(fresh, old), "ins_1", { ...moved, kekId: old.id })).toBeNull();
  }
});
