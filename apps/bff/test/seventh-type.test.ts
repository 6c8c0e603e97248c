import { execFile } from "node:child_process";
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const fixture = join(import.meta.dirname, "seventh-type");

/** All that a new type consists of: its files … */
const files: Readonly<Record<string, string>> = {
  "packages/registry-catalog/src/types/toy/index.ts": "catalog.ts.fixture",
  "packages/registry-client/src/sign-in/toy.ts": "sign-in.ts.fixture",
  "packages/fake-registries/src/dialects/toy/index.ts": "dialect.ts.fixture",
  "packages/fake-registries/src/dialects/toy/example.ts": "example.ts.fixture",
  "docs/registries/toy.md": "docs.md.fixture",
};
/** … and its name in the lists of types, which a bundler and a compiler have to be able to read. */
const lists: ReadonlyArray<
  [file: string, from: string, importLine: string, before: string, entry: string]
> = [
  [
    "packages/registry-catalog/src/catalog.ts",
    "./types/toy/index.ts",
    "toy",
    "  standard,\n];",
    "toy",
  ],
  ["packages/registry-client/src/sign-in/index.ts", "./toy.ts", "toySignIn", "];", "toySignIn"],
  ["packages/fake-registries/src/dialects/index.ts", "./toy/index.ts", "toy", "];", "toy"],
];

test("a seventh type comes with its own files, and with its name in the lists", async () => {
  const copy = await mkdtemp(join(tmpdir(), "berth-seventh-"));
  try {
    await copyWorkspace(copy);
    for (const [target, source] of Object.entries(files)) {
      await mkdir(dirname(join(copy, target)), { recursive: true });
      await cp(join(fixture, source), join(copy, target));
    }
    for (const [file, from, name, before, entry] of lists) {
      await change(
        copy,
        file,
        (text) => `import { ${name} } from "${from}";\n${putBefore(text, before, `  ${entry},\n`)}`,
      );
    }
    await change(
      copy,
      "packages/fake-registries/src/dialects/examples.ts",
      (text) =>
        `import { toyExample } from "./toy/example.ts";\n${text.replace("return [", "return [toyExample(), ")}`,
    );
    await change(copy, "packages/api-contract/src/schemas/registry.ts", (text) =>
      text.replace('  "standard",\n] as const', '  "standard",\n  "toy",\n] as const'),
    );
    await cp(join(fixture, "prove.ts.fixture"), join(copy, "apps/bff/test/toy/prove.ts"), {
      recursive: true,
    });
    const setupToken = "setup-token-of-the-seventh-type";
    const { stdout } = await promisify(execFile)(process.execPath, ["apps/bff/test/toy/prove.ts"], {
      cwd: copy,
      timeout: 60_000,
      env: {
        PATH: process.env["PATH"],
        BERTH_PORT: "0",
        BERTH_DATA_DIR: join(copy, "data"),
        BERTH_SETUP_TOKEN: setupToken,
        BERTH_SETUP_TOKEN_COPY: setupToken,
      },
    });
    expect(JSON.parse(stdout)).toEqual({
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
  for (const folder of ["packages", "apps/bff"]) {
    await cp(join(root, folder), join(copy, folder), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/\/(?:dist|\.cache|\.vite|vectors|bench)$/.test(source),
    });
  }
  await cp(join(root, "package.json"), join(copy, "package.json"));
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
}

async function change(copy: string, file: string, edit: (text: string) => string): Promise<void> {
  const path = join(copy, file);
  const before = await readFile(path, "utf8");
  const after = edit(before);
  if (after === before) throw new Error(`${file} has no place for a further type`);
  await writeFile(path, after);
}

function putBefore(text: string, mark: string, line: string): string {
  const at = text.lastIndexOf(mark);
  if (at === -1) throw new Error(`no ${mark}`);
  return text.slice(0, at) + line + text.slice(at);
}
