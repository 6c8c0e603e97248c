import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { whyNotWritten } from "../why-not-written.ts";

export type AuthFile = { auths: Record<string, { auth?: string }> };

/** By this key a file says that nobody's own logins are in it; whoever else writes it leaves the key out. */
const mark = { key: "writtenBy", value: "berth-worker" } as const;

type Found = AuthFile & { ours: boolean };
const nothing: Found = { auths: {}, ours: true };

/**
 * The logins that are in the file.
 * @throws {Failure} where it holds more than logins, and would lose it.
 */
export function readOwnFile(path: string): Found {
  if (path === "") throw new Failure(exitCode.usage, "--out is empty. Name the file to write.");
  if (path === "-") throw new Failure(exitCode.usage, "Logins aren't printed: name a file.");
  let text: string;
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      throw new Failure(exitCode.usage, `${path} is a folder. Name a file in it.`);
    }
    // A pipe would keep us waiting for somebody at its other end.
    if (!stat.isFile()) {
      throw new Failure(exitCode.usage, `${path} is no plain file. Name another with --out.`);
    }
    text = readFileSync(path, "utf8");
  } catch (err) {
    if (err instanceof Failure) throw err;
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return nothing;
    throw new Failure(exitCode.usage, `${path} can't be read, so it isn't replaced.`);
  }
  if (text.trim() === "") return nothing;
  const found = loginsIn(text);
  if (found !== null) return found;
  throw new Failure(
    exitCode.usage,
    `${path} holds more than logins and would lose it. Name another file with --out.`,
  );
}

/**
 * What was written before there was a mark is taken for ours where it is about to be written anew.
 * @throws {Failure} where the file holds somebody's own login, such as of `podman login`, and would lose it.
 */
export function refuseToLose(path: string, keys: readonly string[]): void {
  const { auths, ours } = readOwnFile(path);
  if (ours) return;
  const written = new Set(keys);
  const foreign = Object.entries(auths).flatMap(([key, login]) =>
    written.has(key) || Object.keys(login ?? {}).length === 0 ? [] : [key],
  );
  if (foreign.length === 0) return;
  const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
  throw new Failure(
    exitCode.usage,
    `${path} holds logins that berth-worker didn't write (${foreign.slice(0, 3).join(", ")}${more}) ` +
      "and would lose them. Name another file with --out.",
  );
}

/**
 * Replaces the file in one step; only its owner may read it. Whoever writes it at the same time, in another
 * container too, has a file of its own beside it, so that none is moved half written. Nothing else runs in
 * between, so only a kill at that very moment could leave one, and a later time removes that.
 * @throws {Failure} where it can't be written.
 */
export function writeAuthFile(path: string, content: AuthFile): void {
  const beside = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    removeLeft(path);
    const fd = openSync(beside, "wx", 0o600);
    try {
      // Goes on where a disk takes only a part, until all is there or it says why not.
      writeFileSync(fd, `${JSON.stringify({ ...content, [mark.key]: mark.value }, null, 2)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, path);
  } catch (err) {
    remove(beside);
    throw new Failure(exitCode.usage, `${path} can't be written: ${whyNotWritten(err)}.`);
  }
}

/** Far longer than a file takes to be written. */
const leftAfterMs = 60_000;

/** What was left by a kill, of this version or one whose files had no part of chance in their names. */
function removeLeft(path: string): void {
  const [folder, name] = [dirname(path), basename(path)];
  for (const other of filesIn(folder)) {
    const middle = other.startsWith(`${name}.`) ? other.slice(name.length) : "";
    if (!/^\.([\da-f]{12}\.)?new$/.test(middle)) continue;
    const left = join(folder, other);
    const since = statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - since > leftAfterMs) remove(left);
  }
}

/** A folder that can't be listed can be written to all the same. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What couldn't be written can't always be removed either; why it couldn't be is what counts.
  }
}

/** Null where the text holds anything else. */
function loginsIn(text: string): Found | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const { auths = {}, [mark.key]: by, ...others } = value as Record<string, unknown>;
    if (Object.keys(others).length > 0) return null;
    const logins = typeof auths === "object" && auths !== null ? (auths as AuthFile["auths"]) : {};
    return { auths: logins, ours: by === mark.value };
  } catch {
    return null;
  }
}
