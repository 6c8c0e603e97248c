import { execFile } from "node:child_process";
import { cp, mkdtemp, mkdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const tsc = join(root, "node_modules/.bin/tsc");
const fixture = join(import.meta.dirname, "seventh-type");

/** All that a new type consists of: a folder of the catalogue, a sign-in, a dialect, a page. */
const files: Readonly<Record<string, string>> = {
  "packages/registry-catalog/src/types/toy/index.ts": "catalog.ts.fixture",
  "packages/registry-catalog/src/types/toy/name.ts": "name.ts.fixture",
  "packages/registry-client/src/sign-in/toy.ts": "sign-in.ts.fixture",
  "packages/fake-registries/src/dialects/toy/index.ts": "dialect.ts.fixture",
  "packages/fake-registries/src/dialects/toy/example.ts": "example.ts.fixture",
  "docs/registries/toy.md": "docs.md.fixture",
};

test("a seventh type is added by adding its files, from a pasted image to a worker's pull", async () => {
  const copy = await mkdtemp(join(tmpdir(), "berth-seventh-"));
  try {
    await copyWorkspace(copy);
    for (const [target, source] of Object.entries(files)) {
      await mkdir(dirname(join(copy, target)), { recursive: true });
      await cp(join(fixture, source), join(copy, target));
    }
    // What a build does first, and all that it has to do about a new type.
    await runIn(copy, process.execPath, ["tools/tasks/write-type-lists.ts"]);
    await expectStrictTypes(copy);
    await cp(join(fixture, "prove.ts.fixture"), join(copy, "apps/bff/test/toy/prove.ts"), {
      recursive: true,
    });
    const setupToken = "setup-token-of-the-seventh-type";
    const printed = await runIn(copy, process.execPath, ["apps/bff/test/toy/prove.ts"], {
      BERTH_PORT: "0",
      BERTH_DATA_DIR: join(copy, "data"),
      BERTH_SETUP_TOKEN: setupToken,
      BERTH_SETUP_TOKEN_COPY: setupToken,
    });
    expect(JSON.parse(printed)).toEqual({
      read: "toy",
      good: "OK",
      wrong: "The key doesn't open the box: “no such key”",
      hidden: "DENIED",
      health: "healthy",
      identity: "ada",
      pull: "credential",
    });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}, 90_000);

/** Sources are copied, dependencies are shared; links between the workspace's packages lead into the copy. */
async function copyWorkspace(copy: string): Promise<void> {
  for (const folder of ["packages", "apps/bff", "tools"]) {
    await cp(join(root, folder), join(copy, folder), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/\/(?:dist|\.cache|\.vite|vectors|bench)$/.test(source),
    });
  }
  await cp(join(root, "package.json"), join(copy, "package.json"));
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
}

/** The new slug is one of the union that every package's compiler knows, and the lists hold the new files. */
async function expectStrictTypes(copy: string): Promise<void> {
  for (const folder of [
    "packages/registry-client",
    "packages/api-contract",
    "packages/fake-registries",
  ]) {
    await runIn(join(copy, folder), tsc, ["--noEmit", "-p", "."]);
  }
}

async function runIn(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, [...args], {
      cwd,
      timeout: 60_000,
      env: { PATH: process.env["PATH"], ...env },
    });
    return stdout;
  } catch (error) {
    const said = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")}: ${said.stdout ?? ""}${said.stderr ?? ""}`, {
      cause: error,
    });
  }
}
