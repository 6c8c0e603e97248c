import { createSecretKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bindingHash, secretFields, type SecretPlace } from "./aad.ts";
import { keyCheckFits } from "./key-check.ts";
import { kekFrom } from "./kek.ts";
import { kekSet } from "./kek-set.ts";
import { openRecord } from "./record.ts";
import { unwrapBytes } from "./wrapped-key.ts";

/** What a version of Berth left in a database, with the keys that open it. Files are added here, never changed. */
type Golden = {
  instanceId: string;
  kek: string;
  kekId: string;
  keyCheckValue: string;
  keys: {
    organizationId: string | null;
    keyId: string;
    version: number;
    key: string;
    wrapped: string;
  }[];
  record: {
    place: Omit<SecretPlace, "binding">;
    binding: { name: string; value: string }[];
    plaintext: string;
    bytes: string;
  };
};

const folder = new URL("golden/", import.meta.url);
const files = readdirSync(folder);

test("every format ever written is among the golden files", () => {
  expect(files).toEqual(["format-1.json"]);
});

test.each(files)("C-12: what %s holds opens for good", (name) => {
  const golden = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Golden;
  const { instanceId, record } = golden;
  const kek = kekFrom(Buffer.from(golden.kek, "hex"));
  expect(kek.id).toBe(golden.kekId);
  expect(keyCheckFits(kek, instanceId, Buffer.from(golden.keyCheckValue, "hex"))).toBe(true);
  for (const { key, wrapped, ...facts } of golden.keys) {
    const row = {
      ...facts,
      kekId: kek.id,
      wrapped: Buffer.from(wrapped, "hex"),
      rowVersion: 1,
      createdAt: 0,
      recovery: null,
      recoveryRecipient: null,
    };
    expect(unwrapBytes(kekSet(kek), instanceId, row)?.toString("hex")).toBe(key);
  }
  const [owner] = golden.keys;
  const recordKey = {
    id: Buffer.from(owner?.keyId ?? "", "hex"),
    key: createSecretKey(Buffer.from(owner?.key ?? "", "hex")),
    label: "berth/rec/v1",
  };
  const place = { ...record.place, binding: bindingHash(record.binding) };
  const opened = openRecord(recordKey, secretFields(place), Buffer.from(record.bytes, "hex"));
  expect(opened.ok && opened.plaintext.toString()).toBe(record.plaintext);
});
