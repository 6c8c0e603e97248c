/**
 * Builds `dist/berth-worker.mjs`: the whole worker in one file that needs a Node and nothing else, and its
 * SHA-256 beside it in the form that `sha256sum --check` reads. Another folder can be named as argument.
 */
import { createHash } from "node:crypto";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { packChunks } from "./pack-chunks.ts";

const name = "berth-worker.mjs";

const folder = process.argv[2] ?? join(import.meta.dirname, "dist");

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "src/main.ts")],
  bundle: true,
  splitting: true,
  write: false,
  outdir: folder,
  entryNames: "[name]-[hash]",
  platform: "node",
  format: "esm",
  // It runs on 18 and newer. Older ones must still be able to read it as far as the line that says so.
  target: "node14.18",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "inline",
});
const chunks = outputFiles.map(({ path, text }) => ({ name: basename(path), code: text }));
const entry = chunks.find(({ name: chunk }) => chunk.startsWith("main-"));
if (entry === undefined) throw new Error("esbuild wrote nothing");
const content = await packChunks(chunks, entry.name);
const sum = createHash("sha256").update(content).digest("hex");
await mkdir(folder, { recursive: true });
await replace(join(folder, name), content);
await chmod(join(folder, name), 0o755);
await replace(join(folder, `${name}.sha256`), `${sum}  ${name}\n`);

/** In one step, so that whoever starts the worker meanwhile never reads half a file. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}
