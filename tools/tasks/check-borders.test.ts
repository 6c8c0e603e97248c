import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkBorders } from "./check-borders.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "borders-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function plant(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
}

const target = "export const x = 1;\nexport type X = number;\n";
const planted: Array<[rule: string, from: string, to: string]> = [
  ["no-app-to-app", "apps/web/src/a.ts", "apps/bff/src/b.ts"],
  ["pattern-is-a-leaf", "packages/image-pattern/src/a.ts", "packages/registry-catalog/src/b.ts"],
  ["catalog-is-pure", "packages/registry-catalog/src/a.ts", "packages/api-contract/src/b.ts"],
  ["contract-below-apps", "packages/api-contract/src/a.ts", "packages/registry-client/src/b.ts"],
  ["client-is-injected", "packages/registry-client/src/a.ts", "packages/api-contract/src/b.ts"],
  [
    "identity-of-the-machine",
    "packages/aws-identity/src/a.ts",
    "packages/registry-client/src/b.ts",
  ],
  ["packages-below-apps", "packages/fake-registries/src/a.ts", "apps/bff/src/b.ts"],
  ["fakes-in-tests-only", "apps/bff/src/a.ts", "packages/fake-registries/src/b.ts"],
  ["feature-islands", "apps/web/src/features/one/a.ts", "apps/web/src/features/two/b.ts"],
  ["web-shared-below", "apps/web/src/ui/a.ts", "apps/web/src/features/two/b.ts"],
  ["web-without-server", "apps/web/src/a.ts", "packages/registry-client/src/b.ts"],
  ["http-not-below", "apps/bff/src/http/a.ts", "apps/bff/src/vault/b.ts"],
  ["services-not-http", "apps/bff/src/services/a.ts", "apps/bff/src/http/b.ts"],
  ["store-is-below", "apps/bff/src/store/a.ts", "apps/bff/src/services/b.ts"],
  ["vault-is-below", "apps/bff/src/vault/a.ts", "apps/bff/src/egress/b.ts"],
  ["egress-is-below", "apps/bff/src/egress/a.ts", "apps/bff/src/store/b.ts"],
];

test.each(planted)(
  "%s is reported when %s imports %s, even for a type only",
  async (rule, from, to) => {
    const up = "../".repeat(from.split("/").length - 1);
    plant({
      [from]: `import type { X } from "${up}${to}";\nexport const y: X = 1;\n`,
      [to]: target,
    });
    const { files, lines } = await checkBorders(
      base,
      ["apps", "packages"].filter((folder) => `${from} ${to}`.includes(`${folder}/`)),
    );
    expect(files).toBe(2);
    expect(lines.map((line) => line.split(":")[0])).toContain(rule);
  },
);

test("a circle is reported", async () => {
  plant({
    "apps/bff/src/a.ts": `import { b } from "./b.ts";\nexport const a = () => b;\n`,
    "apps/bff/src/b.ts": `import { a } from "./a.ts";\nexport const b = () => a;\n`,
  });
  expect((await checkBorders(base, ["apps"])).lines.join()).toContain("no-cycles");
});

test("a clean tree has nothing to report", async () => {
  plant({
    "apps/web/src/a.ts": `import { x } from "./b.ts";\nexport const y = x;\n`,
    "apps/web/src/b.ts": target,
  });
  expect(await checkBorders(base, ["apps"])).toMatchObject({ files: 2, lines: [] });
});
