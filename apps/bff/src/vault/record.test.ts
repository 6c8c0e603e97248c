import { createSecretKey, randomBytes } from "node:crypto";
import { array, assert, integer, oneof, property, tuple, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { fuzzRuns, propertyRuns } from "../testing/run-count.ts";
import { bindingHash, encodeFields, secretFields, type SecretPlace } from "./aad.ts";
import {
  openRecord,
  recordKeyId,
  recordOverheadBytes,
  sealRecord,
  type RecordKey,
} from "./record.ts";

const numRuns = propertyRuns;

function newKey(label = "berth/rec/v1"): RecordKey {
  return { id: randomBytes(16), key: createSecretKey(randomBytes(32)), label };
}

const place: SecretPlace = {
  organizationId: "org_1",
  registryId: "reg_1",
  secretVersion: 3,
  field: "password",
  binding: bindingHash([{ name: "hosts", value: "reg.example.com" }]),
};

test(
  "C-02: whatever is sealed comes back, at every size up to 64 KiB",
  { timeout: 120_000 },
  () => {
    const key = newKey();
    const sizes = oneof(
      { weight: 3, arbitrary: integer({ min: 0, max: 512 }) },
      { weight: 1, arbitrary: integer({ min: 0, max: 65_536 }) },
    );
    assert(
      property(sizes, (size) => {
        const plaintext = randomBytes(size);
        const record = sealRecord(key, secretFields(place), plaintext);
        expect(record.length).toBe(size + recordOverheadBytes);
        const opened = openRecord(key, secretFields(place), record);
        expect(opened.ok && opened.plaintext.equals(plaintext)).toBe(true);
      }),
      { numRuns },
    );
  },
);

test("a record costs 110 bytes and two of the same text share nothing but the header", () => {
  const key = newKey();
  const [first, second] = [1, 2].map(() => sealRecord(key, secretFields(place), Buffer.from("x")));
  expect(recordOverheadBytes).toBe(110);
  expect(first?.subarray(0, 18)).toEqual(second?.subarray(0, 18));
  expect(first?.subarray(18, 50)).not.toEqual(second?.subarray(18, 50));
  expect(first?.subarray(50, 62)).not.toEqual(second?.subarray(50, 62));
  expect(first?.subarray(62, 94)).not.toEqual(second?.subarray(62, 94));
});

test("C-03: a record opens for exactly the place it was sealed for", () => {
  const key = newKey();
  const record = sealRecord(key, secretFields(place), Buffer.from("secret"));
  const others: Partial<SecretPlace>[] = [
    { organizationId: "org_2" },
    { registryId: "reg_2" },
    { secretVersion: 2 },
    { secretVersion: 4 },
    { field: "username" },
    { binding: bindingHash([{ name: "hosts", value: "evil.example.com" }]) },
    { organizationId: "org_1reg_1", registryId: "" },
    { organizationId: "", registryId: "org_1reg_1" },
  ];
  for (const other of others) {
    expect(
      openRecord(key, secretFields({ ...place, ...other }), record),
      JSON.stringify(other),
    ).toEqual({
      ok: false,
      code: "mismatch",
    });
  }
  expect(openRecord(key, secretFields(place), record)).toMatchObject({ ok: true });
});

test("C-03: a change of any field of the destination is another destination", () => {
  const names = [
    "type",
    "scheme",
    "hosts",
    "port",
    "pathPrefix",
    "identity",
    "place",
    "pinnedRealm",
    "pinnedCa",
  ];
  const fields = names.map((name) => ({ name, value: `value of ${name}` }));
  const hashes = new Set([bindingHash(fields).toString("hex")]);
  for (const [index, { name, value }] of fields.entries()) {
    hashes.add(bindingHash(fields.with(index, { name, value: `${value}.` })).toString("hex"));
    hashes.add(bindingHash(fields.with(index, { name, value: "" })).toString("hex"));
  }
  // Text that moves over a border between two fields is another destination too.
  hashes.add(
    bindingHash([{ name: "typevalue", value: " of type" }, ...fields.slice(1)]).toString("hex"),
  );
  expect(hashes.size).toBe(1 + 2 * names.length + 1);
});

test("no two lists of fields are encoded alike", () => {
  assert(
    property(array(uint8Array({ maxLength: 6 })), array(uint8Array({ maxLength: 6 })), (a, b) => {
      const same = JSON.stringify(a.map((x) => [...x])) === JSON.stringify(b.map((x) => [...x]));
      expect(encodeFields(a).equals(encodeFields(b))).toBe(same);
    }),
    { numRuns },
  );
});

test("C-04: no single flipped bit of 20 records is accepted", { timeout: 60_000 }, () => {
  let tried = 0;
  let accepted = 0;
  for (let run = 0; run < 20; run += 1) {
    const key = newKey();
    const record = sealRecord(key, secretFields(place), randomBytes(run * 3));
    for (let bit = 0; bit < record.length * 8; bit += 1) {
      record[bit >> 3] = (record[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (openRecord(key, secretFields(place), record).ok) accepted += 1;
      record[bit >> 3] = (record[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      tried += 1;
    }
    expect(openRecord(key, secretFields(place), record).ok).toBe(true);
  }
  expect({ tried: tried > 20_000, accepted }).toEqual({ tried: true, accepted: 0 });
});

test("C-05: no shorter or longer form of a record is accepted", () => {
  const key = newKey();
  const record = sealRecord(key, secretFields(place), randomBytes(40));
  for (let length = 0; length < record.length; length += 1) {
    expect(openRecord(key, secretFields(place), record.subarray(0, length)).ok).toBe(false);
    expect(openRecord(key, secretFields(place), record.subarray(record.length - length)).ok).toBe(
      false,
    );
  }
  expect(openRecord(key, secretFields(place), Buffer.concat([record, Buffer.alloc(1)])).ok).toBe(
    false,
  );
});

test("an unknown version or suite is a hard error, and another key is not tried", () => {
  const key = newKey();
  const record = sealRecord(key, secretFields(place), Buffer.from("x"));
  expect(recordKeyId(record)).toBe(Buffer.from(key.id).toString("hex"));
  for (const at of [0, 1]) {
    const altered = Buffer.from(record);
    altered[at] = 2;
    expect(openRecord(key, secretFields(place), altered)).toEqual({
      ok: false,
      code: "unknown-version",
    });
    expect(recordKeyId(altered)).toBeNull();
  }
  expect(openRecord(newKey(), secretFields(place), record)).toEqual({
    ok: false,
    code: "other-key",
  });
  const sameIdOtherKey = { ...newKey(), id: key.id };
  expect(openRecord(sameIdOtherKey, secretFields(place), record)).toEqual({
    ok: false,
    code: "mismatch",
  });
  const otherPurpose = { ...key, label: "berth/wrap/v1" };
  expect(openRecord(otherPurpose, secretFields(place), record)).toEqual({
    ok: false,
    code: "mismatch",
  });
});

test(
  "bytes that nobody sealed are refused without an error, whatever they are",
  { timeout: 3_600_000 },
  () => {
    const key = newKey();
    const header = Buffer.concat([Uint8Array.of(1, 1), key.id]);
    const sealed = sealRecord(key, secretFields(place), Buffer.from("x"));
    const altered = tuple(
      integer({ min: 0, max: sealed.length - 1 }),
      integer({ min: 1, max: 255 }),
    );
    const bytes = oneof(
      uint8Array({ maxLength: 400 }),
      uint8Array({ maxLength: 400 }).map((rest) => Buffer.concat([header, rest])),
      altered.map(([at, flip]) => {
        const copy = Buffer.from(sealed);
        copy[at] = (copy[at] ?? 0) ^ flip;
        return copy;
      }),
    );
    assert(
      property(bytes, (record) => {
        expect(openRecord(key, secretFields(place), record).ok).toBe(false);
        expect(["string", "object"]).toContain(typeof recordKeyId(record));
      }),
      { numRuns: fuzzRuns(1_000_000) },
    );
  },
);

test("C-10: no salt and no nonce comes twice", { timeout: 3_600_000 }, () => {
  const key = newKey();
  const runs = fuzzRuns(1_000_000, 20_000);
  // 8 of the 32 bytes already tell a million salts apart: a repeat by chance is one in 10^7.
  const [salts, nonces] = [new Set<bigint>(), new Set<string>()];
  for (let run = 0; run < runs; run += 1) {
    const record = sealRecord(key, secretFields(place), Uint8Array.of(1));
    salts.add(record.readBigUInt64BE(18));
    nonces.add(record.toString("latin1", 50, 62));
  }
  expect([salts.size, nonces.size]).toEqual([runs, runs]);
});
