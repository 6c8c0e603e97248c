import { readFileSync, statSync } from "node:fs";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";

/** Larger than anything a person writes; what is larger is no such file. */
const bytesMax = 4 * 1024 * 1024;

/** The texts of some files, in their order. @throws {Failure} where one can't be read. */
export function readFiles(names: readonly string[]): { name: string; text: string }[] {
  return names.map((name) => ({ name, text: readOne(name) }));
}

function readOne(name: string): string {
  try {
    const stat = statSync(name);
    if (!stat.isDirectory() && stat.size <= bytesMax) return readFileSync(name, "utf8");
    throw new Failure(
      exitCode.usage,
      stat.isDirectory()
        ? `${name} is a folder. Name the files in it.`
        : `${name} is larger than 4 MiB, so it is no such file.`,
    );
  } catch (err) {
    if (err instanceof Failure) throw err;
    const missing = (err as NodeJS.ErrnoException).code === "ENOENT";
    throw new Failure(exitCode.usage, `${name} ${missing ? "isn't there" : "can't be read"}.`);
  }
}
