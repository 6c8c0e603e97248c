import { randomBytes } from "node:crypto";
import { closeSync, openSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type UnlinkedFile = { fd: number; close: () => void };

/** A container whose root can't be written to often has the second one only. */
export const temporaryFolders = (): string[] => [...new Set([tmpdir(), "/dev/shm"])];

/**
 * A file without a name, for a child that inherits its descriptor and reads it as `/dev/fd/<n>`. The name is
 * gone before anything is written, so that not even a kill at the worst moment leaves something to read.
 * Null where none of the folders takes one.
 */
export function openUnlinkedFile(folders: readonly string[], text: string): UnlinkedFile | null {
  for (const folder of folders) {
    try {
      return openIn(folder, text);
    } catch {
      // The next one may take it.
    }
  }
  return null;
}

function openIn(folder: string, text: string): UnlinkedFile {
  const path = join(folder, `.berth-worker-${randomBytes(12).toString("hex")}`);
  const fd = openSync(path, "wx+", 0o600);
  try {
    unlinkSync(path);
    writeSync(fd, text, 0);
  } catch (err) {
    closeSync(fd);
    throw err;
  }
  return { fd, close: () => closeSync(fd) };
}
