import { fstatSync, writeFileSync } from "node:fs";
import { whyNotWritten } from "./why-not-written.ts";

export type StandardOutput = {
  write: (text: string) => void;
  /** Why not all of it was written; null where it was, or its reader had enough. */
  lost: () => Promise<string | null>;
};

/**
 * The process' own standard output. A disk that fills up must not pass for success: half a report, half a
 * configuration of the kubelet would be read as the whole.
 */
export function openStandardOutput(): StandardOutput {
  const { stdout } = process;
  let lost: string | null = null;
  const fail = (err: unknown) => {
    // The reader of a pipe may leave before everything is said.
    if ((err as NodeJS.ErrnoException).code !== "EPIPE") lost ??= whyNotWritten(err);
  };
  stdout.on("error", fail);
  // Node's own stream takes a file that has room for only the first part for one that took all of it.
  const toFile = isFile(1);
  return {
    write: (text) => {
      if (lost !== null) return;
      if (!toFile) stdout.write(text);
      else {
        try {
          writeFileSync(1, text);
        } catch (err) {
          fail(err);
        }
      }
    },
    lost: async () => {
      // A stream tells of its error only after the write has returned.
      await new Promise((resolve) => setImmediate(resolve));
      return lost;
    },
  };
}

function isFile(fd: number): boolean {
  const stat = fstatSync(fd);
  return stat.isFile() || (stat.isCharacterDevice() && !process.stdout.isTTY);
}
