import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./run.ts";
import { staleTypeLists, typeLists, writeTypeLists } from "./write-type-lists.ts";

test("the lists of registry types are what the folders say", () => {
  expect(staleTypeLists(root).map(({ file }) => file)).toEqual([]);
});

const type = [
  "packages/registry-catalog/src/types/two-words/index.ts",
  "packages/registry-catalog/src/types/two-words/name.ts",
  "packages/registry-client/src/sign-in/two-words.ts",
  "packages/fake-registries/src/dialects/two-words/index.ts",
];
const others = ["packages/api-contract/src/schemas/registry.ts"];

test("a folder becomes an import and an entry, and writing twice changes nothing", () => {
  inFolder([...type, ...others], (at) => {
    writeTypeLists(at);
    expect(staleTypeLists(at)).toEqual([]);
    const texts = Object.fromEntries(typeLists(at).map(({ file, text }) => [file, text]));
    expect(texts["packages/registry-client/src/sign-in/sign-in-list.generated.ts"]).toContain(
      'import { twoWordsSignIn } from "./two-words.ts";',
    );
    expect(texts["packages/api-contract/src/schemas/registry-type-slugs.generated.ts"]).toContain(
      'export const registryTypeSlugs = [\n  "two-words",\n] as const;',
    );
    expect(texts["packages/fake-registries/src/dialects/example-list.generated.ts"]).not.toContain(
      "two-words",
    );
  });
});

test("a type without its sign-in is refused by the name of the file", () => {
  const without = [...type, ...others].filter((file) => !file.includes("sign-in/two-words"));
  inFolder([...without, "packages/registry-client/src/sign-in/sign-in.ts"], (at) => {
    expect(() => typeLists(at)).toThrow(
      "a registry type needs packages/registry-client/src/sign-in/two-words.ts",
    );
  });
});

function inFolder(files: readonly string[], use: (at: string) => void): void {
  const at = mkdtempSync(join(tmpdir(), "berth-type-lists-"));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(at, file)), { recursive: true });
      writeFileSync(join(at, file), "");
    }
    use(at);
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
