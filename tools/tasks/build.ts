import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.ts";
import { writeTypeLists } from "./write-type-lists.ts";

/** What is built, from which sources, and the file that says it is there. A part is built again only when its sources differ. */
const parts = [
  {
    name: "bff",
    sources: [
      "apps/bff",
      "packages/image-pattern",
      "packages/registry-catalog",
      "packages/registry-client",
      "packages/aws-identity",
      "packages/api-contract",
    ],
    output: "apps/bff/dist/server.mjs",
    command: ["node", "apps/bff/build.ts"],
    cwd: ".",
  },
  {
    name: "worker",
    sources: [
      "apps/worker",
      "packages/image-pattern",
      "packages/image-files",
      "packages/registry-catalog",
      "packages/registry-client",
      "packages/aws-identity",
      "packages/api-contract",
    ],
    output: "apps/worker/dist/berth-worker.mjs",
    command: ["node", "apps/worker/build.ts"],
    cwd: ".",
  },
  {
    name: "web",
    sources: [
      "apps/web",
      "packages/image-pattern",
      "packages/image-files",
      "packages/registry-catalog",
      "packages/api-contract",
    ],
    output: "apps/web/dist/index.html",
    command: ["vite", "build", "--logLevel", "warn"],
    cwd: "apps/web",
  },
] as const;

writeTypeLists(root);
for (const part of parts) {
  const stamp = join(root, "apps", part.name, "dist", ".built-from");
  const wanted = hashOf(part.sources);
  if (existsSync(join(root, part.output)) && readOrNull(stamp) === wanted) continue;
  console.error(`Building ${part.name} …`);
  rmSync(stamp, { force: true });
  const code = await run(part.command, {
    cwd: join(root, part.cwd),
    env: { PATH: binPath(part.cwd) },
  });
  if (code !== 0) process.exit(code);
  writeFileSync(stamp, wanted);
}

function hashOf(folders: readonly string[]): string {
  const hash = createHash("sha256").update(readFileSync(join(root, "pnpm-lock.yaml")));
  for (const folder of folders) {
    for (const file of filesBelow(folder)) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !["node_modules", "dist", "test"].includes(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(path);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    })
    .toSorted((a, b) => (a < b ? -1 : 1));
}

function binPath(cwd: string): string {
  return [join(root, cwd, "node_modules", ".bin"), process.env.PATH].join(":");
}

function readOrNull(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
