import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { whyNotWritten } from "../why-not-written.ts";

export type AuthFile = { auths: Record<string, { auth?: string }> };

/**
 * The logins that are in the file.
 * @throws {Failure} where it holds more than logins, and would lose it.
 */
export function readOwnFile(path: string): AuthFile["auths"] {
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
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Failure(exitCode.usage, `${path} can't be read, so it isn't replaced.`);
  }
  if (text.trim() === "") return {};
  const logins = loginsIn(text);
  if (logins !== null) return logins;
  throw new Failure(
    exitCode.usage,
    `${path} holds more than logins and would lose it. Name another file with --out.`,
  );
}

/**
 * Replaces the file in one step; only its owner may read it. Nothing else runs in between, so only a kill
 * at that very moment could leave the new file beside it, and the next time removes that.
 * @throws {Failure} where it can't be written.
 */
export function writeAuthFile(path: string, content: AuthFile): void {
  const beside = `${path}.new`;
  try {
    rmSync(beside, { force: true });
    const fd = openSync(beside, "wx", 0o600);
    try {
      writeSync(fd, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, path);
  } catch (err) {
    rmSync(beside, { force: true });
    throw new Failure(exitCode.usage, `${path} can't be written: ${whyNotWritten(err)}.`);
  }
}

/** Null where the text holds anything else. */
function loginsIn(text: string): AuthFile["auths"] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    if (Object.keys(value).some((name) => name !== "auths")) return null;
    const { auths = {} } = value as { auths?: unknown };
    return typeof auths === "object" && auths !== null ? (auths as AuthFile["auths"]) : {};
  } catch {
    return null;
  }
}
