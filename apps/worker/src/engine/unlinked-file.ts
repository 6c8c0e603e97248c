import { randomBytes } from "node:crypto";
import { closeSync, openSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * A file without a name, for a child that inherits its descriptor and reads it as `/dev/fd/<n>`. The name is
 * gone before anything is written, so that not even a kill at the worst moment leaves something to read.
 */
export function openUnlinkedFile(folder: string, text: string): { fd: number; close: () => void } {
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
