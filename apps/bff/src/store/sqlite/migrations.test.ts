import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { knownSchema } from "./migrate.ts";

const here = dirname(fileURLToPath(import.meta.url));

test(
  "the migrations bring a database to exactly the schema in the code",
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "berth-migrations-"));
    try {
      const out = join(folder, "migrations");
      await cp(join(here, "migrations"), out, { recursive: true });
      const tool = join(dirname(createRequire(import.meta.url).resolve("drizzle-kit")), "bin.cjs");
      const cwd = join(here, "..", "..", "..");
      // The tool writes "./" before whatever path it is given.
      const args = ["--schema", join(here, "schema.ts"), "--out", relative(cwd, out)];
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [tool, "generate", "--dialect", "sqlite", ...args],
        { cwd, timeout: 45_000 },
      );
      expect(stdout).toContain("No schema changes");
      const files = (await readdir(out)).filter((name) => name.endsWith(".sql"));
      expect(files).toHaveLength(knownSchema());
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
