/** Builds `dist/server.mjs`, the server in one file: loading its 1,800 modules one by one takes three times as long. */
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";

const folder = join(import.meta.dirname, "dist");

/** Files that the sources find beside themselves (migrations, the built console) are found from `dist` as well. */
const ownPlace: Plugin = {
  name: "own-place",
  setup: (bundle) => {
    bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const place = JSON.stringify(relative(folder, path));
      const source = await readFile(path, "utf8");
      return {
        loader: "ts",
        contents: source.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`),
      };
    });
  },
};

/**
 * Bundles a program that starts the server. The file needs this workspace around it: parts compiled for the machine,
 * and the files that the sources read, stay where they are.
 * @param entry absolute path of the program's source
 * @param name of the file in `dist`, without its ending
 * @returns the absolute path of the file
 */
export async function bundleServer(entry: string, name: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22.22",
    external: ["better-sqlite3", "@node-rs/argon2", "pg", "pg-native"],
    minifySyntax: true,
    logLevel: "warning",
    plugins: [ownPlace],
    banner: {
      // Libraries inside that are CommonJS ask for Node's own modules this way.
      js: 'import { createRequire as berthCreateRequire } from "node:module";\nconst require = berthCreateRequire(import.meta.url);',
    },
  });
  return outfile;
}

if (process.argv[1] === import.meta.filename)
  await bundleServer(join(import.meta.dirname, "src/main.ts"), "server");
