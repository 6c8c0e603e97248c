import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKeyFile, readKeyFile } from "./key-file.ts";

let folder: string;
let path: string;
let data: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-key-"));
  path = join(folder, "berth.key");
  data = join(folder, "data");
  await mkdir(data);
});
afterEach(() => rm(folder, { recursive: true }));

const instanceId = `ins_${"0".repeat(26)}`;
const write = (text: string) => writeFile(path, text, { mode: 0o600 });

test("a created key file is for its owner only, says what it is, and reads back", async () => {
  const bytes = await createKeyFile(path, instanceId);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readKeyFile(path, data)).toEqual({ ok: true, bytes, instanceId });
  expect(await readFile(path, "utf8")).toContain("apart from backups");
});

test("an existing key file is never overwritten", async () => {
  await write("something");
  await expect(createKeyFile(path, instanceId)).rejects.toMatchObject({ code: "EEXIST" });
  expect(await readFile(path, "utf8")).toBe("something");
});

test("a key that somebody made with a command counts, read-only too, and names no instance", async () => {
  const bytes = randomBytes(32);
  await write(bytes.toString("base64"));
  await chmod(path, 0o400);
  expect(await readKeyFile(path, data)).toEqual({ ok: true, bytes, instanceId: null });
});

test("a missing, empty, double or malformed key file is refused", async () => {
  expect(await readKeyFile(path, data)).toMatchObject({ ok: false, code: "missing" });
  const key = randomBytes(32).toString("base64");
  for (const text of ["", "# only a remark\n", `${key}\n${key}\n`, "passphrase", key.slice(4)]) {
    await write(text);
    expect(await readKeyFile(path, data), text).toMatchObject({ ok: false, code: "malformed" });
  }
});

test("a key file that group or others may read or write is refused", async () => {
  await write(randomBytes(32).toString("base64"));
  for (const mode of [0o640, 0o604, 0o620, 0o660, 0o644, 0o610]) {
    await chmod(path, mode);
    expect(await readKeyFile(path, data), mode.toString(8)).toMatchObject({
      ok: false,
      code: "unsafe",
    });
  }
});

test("a key file of another account is refused", async () => {
  await write(randomBytes(32).toString("base64"));
  // Root can give a file away; for anybody else the reader is the other account.
  if (process.geteuid?.() === 0) await chown(path, 4321, 4321);
  const { uid } = await stat(path);
  expect(await readKeyFile(path, data, uid + 1)).toMatchObject({ ok: false, code: "unsafe" });
  expect(await readKeyFile(path, data, uid)).toMatchObject({ ok: true });
});

test("a key file inside the data folder is refused, also behind a symbolic link", async () => {
  const inside = join(data, "deep", "berth.key");
  await mkdir(join(data, "deep"));
  await writeFile(inside, randomBytes(32).toString("base64"), { mode: 0o600 });
  expect(await readKeyFile(inside, data)).toMatchObject({ ok: false, code: "unsafe" });
  await symlink(inside, path);
  expect(await readKeyFile(path, data)).toMatchObject({ ok: false, code: "unsafe" });
  await symlink(data, join(folder, "alias"));
  expect(await readKeyFile(join(folder, "alias", "deep", "berth.key"), data)).toMatchObject({
    code: "unsafe",
  });
  await writeFile(join(folder, "data-key"), randomBytes(32).toString("base64"), { mode: 0o600 });
  expect(await readKeyFile(join(folder, "data-key"), data)).toMatchObject({ ok: true });
});
