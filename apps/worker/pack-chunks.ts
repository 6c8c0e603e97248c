import { transform } from "esbuild";

export type Chunk = {
  /** As other chunks import it, behind `./`. */
  name: string;
  /** An ECMAScript module. */
  code: string;
};

/**
 * One ECMAScript module that holds `chunks`, starts the one named `entry` and evaluates each of the others when it is
 * first imported. They stand in a comment, over which Node passes in no time, where reading them as code takes as long
 * as a start of Node: whoever starts a program for each pull waits for that. ASCII alone, so that a byte is a character.
 *
 * Chunks may import one another and Node's own modules, statically or not, and don't await at their top level.
 */
export async function packChunks(chunks: readonly Chunk[], entry: string): Promise<string> {
  const lines = await Promise.all(chunks.map(toLine));
  return `#!/usr/bin/env node
import { createRequire } from "module";
const own = createRequire(import.meta.url);
const file = own("url").fileURLToPath(import.meta.url);
const lines = own("fs").readFileSync(file, "latin1").split("\\n");
const modules = {};
function load(name) {
  if (modules[name] !== undefined) return modules[name].exports;
  const line = lines.find((one) => one.startsWith(name));
  if (line === undefined) throw new Error(file + " was replaced while it started: start it again");
  const module = (modules[name] = { exports: {} });
  const start = own("vm").compileFunction(JSON.parse(line.slice(name.length)), ["exports", "require", "module"], { filename: file + "/" + name });
  start(module.exports, (wanted) => (wanted.startsWith("./") ? load(wanted.slice(2)) : own(wanted)), module);
  return module.exports;
}
load(${JSON.stringify(entry)});
/*
${lines.join("\n")}
*/
`;
}

/** Its name and, as JSON, what behaves the same where it is compiled as a function's body. */
async function toLine({ name, code }: Chunk): Promise<string> {
  const { code: body } = await transform(code, {
    format: "cjs",
    platform: "node",
    minifySyntax: true,
    minifyWhitespace: true,
    supported: { "dynamic-import": false },
  });
  const text = JSON.stringify(body)
    .replaceAll("*/", "*\\/")
    .replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${name} ${text}`;
}
