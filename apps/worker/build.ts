/**
 * Builds `dist/berth-worker.mjs`: the whole worker in one file that needs a Node and nothing else, and its
 * SHA-256 beside it in the form that `sha256sum --check` reads. Another folder can be named as argument.
 */
import { createHash } from "node:crypto";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

const name = "berth-worker.mjs";

/**
 * Loads a module of Node's own when the code that uses it does. An `import` in the one file would load all
 * of them for every command, and importing `node:http` makes Node load its whole `fetch` as well.
 */
const lazyNodeModules: Plugin = {
  name: "lazy-node-modules",
  setup: (bundle) => {
    bundle.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "require-call" ? { path, external: true } : { path, namespace: "lazy-node" },
    );
    bundle.onLoad({ filter: /.*/, namespace: "lazy-node" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};
const folder = process.argv[2] ?? join(import.meta.dirname, "dist");

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "src/main.ts")],
  bundle: true,
  write: false,
  platform: "node",
  format: "esm",
  // It runs on 18 and newer. Older ones must still be able to read it as far as the line that says so.
  target: "node14.18",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "inline",
  plugins: [lazyNodeModules],
  banner: {
    js: [
      "#!/usr/bin/env node",
      // Libraries inside that are CommonJS ask for Node's own modules this way.
      'import { createRequire as berthCreateRequire } from "module";',
      "const require = berthCreateRequire(import.meta.url);",
    ].join("\n"),
  },
});
const [file] = outputFiles;
if (file === undefined) throw new Error("esbuild wrote nothing");
const sum = createHash("sha256").update(file.contents).digest("hex");
await mkdir(folder, { recursive: true });
await replace(join(folder, name), file.contents);
await chmod(join(folder, name), 0o755);
await replace(join(folder, `${name}.sha256`), `${sum}  ${name}\n`);

/** In one step, so that whoever starts the worker meanwhile never reads half a file. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}
