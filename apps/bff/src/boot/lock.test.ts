import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.ts";

let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "berth-lock-"));
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

/** Another process that takes the lock and keeps it until it is killed. */
async function holdElsewhere(): Promise<ChildProcess> {
  const lock = fileURLToPath(new URL("lock.ts", import.meta.url));
  const script = `const { takeLock } = await import(process.argv[1]);
    globalThis.kept = await takeLock(process.argv[2]);
    process.stdout.write("held");
    setInterval(() => {}, 1000);`;
  child = spawn(process.execPath, ["--input-type=module", "-e", script, lock, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  expect(text.toString()).toBe("held");
  return child;
}

test("a second process on the same data folder is refused with one clear line, a killed one frees it", async () => {
  const other = await holdElsewhere();
  await expect(takeLock(folder)).rejects.toMatchObject({
    name: "StartError",
    exitCode: 75,
    line: `Another Berth is using the data folder ${folder}. Stop it first, or set BERTH_DATA_DIR to another folder.`,
  });
  const ended = once(other, "exit");
  other.kill("SIGKILL");
  await ended;
  const lock = await takeLock(folder);
  lock.release();
});

test("a second lock within one process is refused as well, until the first is given back", async () => {
  const first = await takeLock(folder);
  await expect(takeLock(folder)).rejects.toMatchObject({ exitCode: 75 });
  first.release();
  const second = await takeLock(folder);
  second.release();
  expect(await readdir(folder)).toEqual(["berth.lock"]);
});

test("a lock file made for nothing can be taken back", async () => {
  const lock = await takeLock(folder);
  expect(lock.created).toBe(true);
  lock.releaseAndRemove();
  expect(await readdir(folder)).toEqual([]);
});
