import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** `pnpm db:generate --name topic`: the next migration of each engine, from the one schema. */
const tool = join(dirname(createRequire(import.meta.url).resolve("drizzle-kit")), "bin.cjs");
for (const config of ["drizzle.sqlite.ts", "drizzle.pg.ts"]) {
  const { status } = spawnSync(
    process.execPath,
    [tool, "generate", "--config", config, ...process.argv.slice(2)],
    { cwd: join(import.meta.dirname, ".."), stdio: "inherit" },
  );
  if (status !== 0) process.exit(status ?? 1);
}
