import { open, readFile, realpath, rm, stat } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { readKeyText } from "./kek.ts";

export type KeyFile = {
  bytes: Buffer;
  /** The instance it was made for, where the file says so. */
  instanceId: string | null;
};

export type KeyFileResult =
  | ({ ok: true } & KeyFile)
  | { ok: false; code: "missing" | "unsafe" | "unreadable" | "malformed"; message: string };

/**
 * Reads a key file: lines that begin with `#` are remarks, one other line holds the key. Refused are a
 * file that others may read, one that somebody else owns, and one inside the data folder, where every
 * backup would carry the key along with what it protects.
 */
export async function readKeyFile(
  path: string,
  dataDir: string,
  me: number | undefined = process.geteuid?.(),
): Promise<KeyFileResult> {
  let text: string;
  try {
    const { uid, mode } = await stat(path);
    if (me !== undefined && uid !== me && uid !== 0) {
      return unsafe(
        `it belongs to another account (uid ${uid}); give it to the one that runs Berth`,
      );
    }
    if ((mode & 0o077) !== 0) {
      return unsafe(
        `others may read it (mode ${(mode & 0o777).toString(8)}); run: chmod 600 ${path}`,
      );
    }
    if (await isInside(path, dataDir)) {
      return unsafe("it lies inside the data folder; move it out, and keep it apart from backups");
    }
    text = await readFile(path, "utf8");
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    if (code === "ENOENT") return { ok: false, code: "missing", message: "there is no such file" };
    return { ok: false, code: "unreadable", message: `it can't be read (${code})` };
  }
  const lines = text.split("\n").map((line) => line.trim());
  const keys = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (keys.length !== 1) {
    return { ok: false, code: "malformed", message: `it holds ${keys.length} keys instead of one` };
  }
  const key = readKeyText(keys[0] ?? "");
  if (!key.ok) return { ok: false, code: "malformed", message: key.message };
  const instanceId = /^#.*\binstance (ins_[0-9a-z]{26})\b/m.exec(text)?.[1] ?? null;
  return { ok: true, bytes: key.bytes, instanceId };
}

/** Creates a key file with a new key for its owner only, durably: the database must never outlive it. */
export async function createKeyFile(path: string, instanceId: string): Promise<Buffer> {
  const bytes = randomBytes(32);
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(
      `# Key of Berth instance ${instanceId}. Without it no stored secret can be read again.\n` +
        `# Keep a copy, and keep it apart from backups of the data folder.\n` +
        `${bytes.toString("base64")}\n`,
    );
    await file.sync();
  } catch (err) {
    await rm(path, { force: true });
    throw err;
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
  return bytes;
}

/** Whether a file lies in a folder or below it, as named or behind its symbolic links. */
export async function isInside(path: string, folder: string): Promise<boolean> {
  const real = await realOf(folder);
  const places = [await realOf(path), resolve(await realOf(dirname(path)), basename(path))];
  return places.some((place) => {
    const way = relative(real, place);
    return way !== ".." && !way.startsWith(`..${sep}`);
  });
}

async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unsafe(message: string): KeyFileResult {
  return { ok: false, code: "unsafe", message };
}
