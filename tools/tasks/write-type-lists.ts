import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.ts";

/**
 * Adding a registry type is adding files. A compiler and a bundler cannot read folders, so this writes the lists
 * that they read: the folders of the catalogue's `types` say which types there are, the folders of `dialects` which
 * fakes. A build, `dev` and the tests write them anew; `verify` refuses lists that are out of date.
 */
type Entry = { readonly from: string; readonly name: string };

export type TypeList = { readonly file: string; readonly text: string };

const typesFolder = "packages/registry-catalog/src/types";
const signInFolder = "packages/registry-client/src/sign-in";
const dialectsFolder = "packages/fake-registries/src/dialects";

/** Every list as it should be. Throws where a type lacks one of its files. `at` is the workspace's folder. */
export function typeLists(at: string): TypeList[] {
  const slugs = foldersIn(at, typesFolder);
  const dialects = foldersIn(at, dialectsFolder);
  for (const slug of slugs) {
    need(at, `${typesFolder}/${slug}/index.ts`);
    need(at, `${typesFolder}/${slug}/name.ts`);
    need(at, `${signInFolder}/${slug}.ts`);
  }
  const withFile = (file: string) =>
    dialects.filter((name) => existsSync(join(at, dialectsFolder, name, file)));
  return [
    {
      file: "packages/registry-catalog/src/type-list.generated.ts",
      text: list(
        "typeList",
        slugs.map((slug) => ({ from: `./types/${slug}/index.ts`, name: camel(slug) })),
      ),
    },
    {
      file: "packages/registry-catalog/src/type-names.generated.ts",
      text: list(
        "typeNames",
        slugs.map((slug) => ({ from: `./types/${slug}/name.ts`, name: `${camel(slug)}Name` })),
        " as const",
      ),
    },
    {
      file: "packages/registry-catalog/src/type-glyphs.generated.ts",
      text: list(
        "typeGlyphs",
        slugs
          .filter((slug) => existsSync(join(at, typesFolder, slug, "glyph.ts")))
          .map((slug) => ({ from: `./types/${slug}/glyph.ts`, name: `${camel(slug)}Glyph` })),
        " as const",
      ),
    },
    {
      file: "packages/api-contract/src/schemas/registry-type-slugs.generated.ts",
      text: `${head}${array(
        "registryTypeSlugs",
        slugs.map((slug) => JSON.stringify(slug)),
        " as const",
      )}`,
    },
    {
      file: `${signInFolder}/sign-in-list.generated.ts`,
      text: list(
        "signInList",
        slugs.map((slug) => ({ from: `./${slug}.ts`, name: `${camel(slug)}SignIn` })),
      ),
    },
    {
      file: `${dialectsFolder}/dialect-list.generated.ts`,
      text: list(
        "dialectList",
        dialects.map((name) => ({ from: `./${name}/index.ts`, name: camel(name) })),
      ),
    },
    {
      file: `${dialectsFolder}/example-list.generated.ts`,
      text: list(
        "exampleList",
        withFile("example.ts").map((name) => ({
          from: `./${name}/example.ts`,
          name: `${camel(name)}Example`,
        })),
      ),
    },
    {
      file: `${dialectsFolder}/scenario-list.generated.ts`,
      text: list(
        "scenarioList",
        withFile("scenarios.ts").map((name) => ({
          from: `./${name}/scenarios.ts`,
          name: `${camel(name)}Scenarios`,
        })),
      ),
    },
  ];
}

/** The lists on disk that differ from what the folders say. */
export function staleTypeLists(at: string): TypeList[] {
  return typeLists(at).filter(({ file, text }) => {
    const path = join(at, file);
    return !existsSync(path) || readFileSync(path, "utf8") !== text;
  });
}

/** Writes what differs. `at` is the workspace's folder. */
export function writeTypeLists(at: string): void {
  for (const { file, text } of staleTypeLists(at)) writeFileSync(join(at, file), text);
}

const head =
  "// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.\n";

function list(name: string, entries: readonly Entry[], end = ""): string {
  const imports = entries.map((entry) => `import { ${entry.name} } from "${entry.from}";\n`);
  return `${head}${imports.join("")}\n${array(
    name,
    entries.map((entry) => entry.name),
    end,
  )}`;
}

function array(name: string, items: readonly string[], end: string): string {
  return `export const ${name} = [\n${items.map((item) => `  ${item},\n`).join("")}]${end};\n`;
}

function foldersIn(at: string, folder: string): string[] {
  return readdirSync(join(at, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(entry.name))
    .map(({ name }) => name)
    .toSorted((a, b) => (a < b ? -1 : 1));
}

function need(at: string, file: string): void {
  if (!existsSync(join(at, file))) throw new Error(`a registry type needs ${file}`);
}

function camel(slug: string): string {
  return slug.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const stale = staleTypeLists(root);
  if (process.argv.includes("--check")) {
    for (const { file } of stale)
      console.error(`${file} is not what the folders say; run npm run build`);
    process.exit(stale.length === 0 ? 0 : 1);
  }
  writeTypeLists(root);
}
