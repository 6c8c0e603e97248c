import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { knownSchema as knownPostgres } from "./postgres/migrate.ts";
import { knownSchema as knownSqlite } from "./sqlite/migrate.ts";

const engines = [
  { engine: "sqlite", dialect: "sqlite", known: knownSqlite() },
  { engine: "postgres", dialect: "postgresql", known: knownPostgres() },
];

for (const { engine, dialect, known } of engines) {
  test(
    `the migrations bring a database to exactly the schema in the code (${engine})`,
    { timeout: 60_000 },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "berth-migrations-"));
      const here = join(import.meta.dirname, engine);
      try {
        const out = join(folder, "migrations");
        await cp(join(here, "migrations"), out, { recursive: true });
        const require = createRequire(import.meta.url);
        const tool = join(dirname(require.resolve("drizzle-kit")), "bin.cjs");
        const cwd = join(import.meta.dirname, "..", "..");
        // The tool writes "./" before whatever path it is given.
        const args = ["--schema", join(here, "schema.ts"), "--out", relative(cwd, out)];
        const { stdout } = await promisify(execFile)(
          process.execPath,
          [tool, "generate", "--dialect", dialect, ...args],
          { cwd, timeout: 45_000 },
        );
        expect(stdout).toContain("No schema changes");
        const files = (await readdir(out)).filter((name) => name.endsWith(".sql"));
        expect(files).toHaveLength(known);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
}
