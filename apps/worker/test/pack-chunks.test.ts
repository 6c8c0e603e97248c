import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packChunks, type Chunk } from "../pack-chunks.ts";

const folder = mkdtempSync(join(tmpdir(), "berth-packed-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function start(chunks: Chunk[], change = (text: string) => text) {
  const program = join(folder, "program.mjs");
  writeFileSync(program, change(await packChunks(chunks, "main.js")));
  return spawnSync(process.execPath, [program], { encoding: "utf8" });
}

test("chunks reach one another, Node's modules and what they name themselves, each evaluated once", async () => {
  const { stdout, stderr } = await start([
    {
      name: "main.js",
      code: `import { count, twice } from "./count.js"; import { basename } from "node:path";
        count(); console.log(twice(), basename("/a/b"));
        void import("./later.js").then(({ default: later, last }) => console.log(later(), last));`,
    },
    {
      name: "count.js",
      code: `import { double } from "./double.js"; console.log("counting");
        export let counted = 0; export const count = () => { counted += 1; };
        export const twice = () => double();`,
    },
    {
      name: "double.js",
      code: `import { counted } from "./count.js"; export const double = () => counted * 2;`,
    },
    {
      name: "later.js",
      code: `import { counted } from "./count.js"; import { sep } from "node:path"; const last = sep;
        export default () => "later " + counted; export { last };`,
    },
  ]);
  expect(stderr).toBe("");
  expect(stdout).toBe("counting\n2 b\nlater 1 /\n");
});

test("what would end a comment, a line or a byte is what it was", async () => {
  const text = "*/* // \\*/ \u2028 \u00e4\u20ac\ud83d\ude00 `${1}` \\n \n";
  const packed = await packChunks(
    [{ name: "main.js", code: `process.stdout.write(${JSON.stringify(text)}); /* € */` }],
    "main.js",
  );
  expect(/^[\0-\x7f]*$/.test(packed)).toBe(true);
  const program = join(folder, "texts.mjs");
  writeFileSync(program, packed);
  expect(spawnSync(process.execPath, [program], { encoding: "utf8" }).stdout).toBe(text);
});

test("a chunk that nobody imports may be anything", async () => {
  const { stdout, status } = await start([
    { name: "main.js", code: `console.log("started");` },
    { name: "broken.js", code: `throw new Error("evaluated");` },
  ]);
  expect([stdout, status]).toEqual(["started\n", 0]);
});

test("a file that another build has replaced meanwhile says so", async () => {
  const { stderr, status } = await start([{ name: "main.js", code: "" }], (text) =>
    text.replace("\nmain.js ", "\nmain-of-another.js "),
  );
  expect(status).toBe(1);
  expect(stderr).toContain("was replaced while it started: start it again");
});
