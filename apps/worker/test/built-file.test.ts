import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorker, type BuiltWorker } from "./built-worker.ts";
import { withPair } from "./decisions.ts";
import { createSandbox } from "./sandbox.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();
let built: BuiltWorker;

beforeAll(async () => {
  built = await buildWorker();
});
afterAll(() => built.remove());

/** One Node of each version that this machine has and the worker promises to run on. */
function nodes(): [string, string][] {
  const found = new Map<string, string>([[process.versions.node, process.execPath]]);
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, "node");
    if (folder === "" || !existsSync(path)) continue;
    const version = execFileSync(path, ["-p", "process.versions.node"], {
      encoding: "utf8",
    }).trim();
    if (Number(version.split(".")[0]) >= 18) found.set(version, path);
  }
  return [...found];
}

test.each(nodes())("pulls with Node %s", async (_version, node) => {
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(withPair("alice", secret));
  const sandbox = createSandbox(built.program, node);
  const ended = await sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  sandbox.close();
  expect(ended.stdout).toContain(`Image digest: ${image.digest}`);
  expect(ended.code).toBe(0);
});

test("it is one file that can be started by itself, with its own sum beside it", () => {
  const content = readFileSync(built.program);
  expect(content.subarray(0, 20).toString()).toBe("#!/usr/bin/env node\n");
  expect(statSync(built.program).mode & 0o111).not.toBe(0);
  const sum = createHash("sha256").update(content).digest("hex");
  expect(readFileSync(`${built.program}.sha256`, "utf8")).toBe(`${sum}  berth-worker.mjs\n`);
  expect(content.includes("zod")).toBe(false);
});

test("who starts it for each pull reads no other command's code, and TLS only for https", async () => {
  const spy = join(built.folder, "spy.cjs");
  writeFileSync(
    spy,
    `const vm = require("vm"), { compileFunction } = vm;
     vm.compileFunction = (code, parameters, options) => {
       console.error("part " + require("path").basename(options.filename));
       return compileFunction(code, parameters, options);
     };
     process.on("exit", () => console.error("tls " + process.moduleLoadList.includes("NativeModule tls")));`,
  );
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(withPair("alice", secret));
  const sandbox = createSandbox(built.program);
  const started = async (words: string[], input = "") => {
    const settings = { ...settingsFor(berth, reg), NODE_OPTIONS: `--require=${spy}` };
    const ended = await sandbox.run(words, settings, input);
    expect(ended.code).toBe(0);
    return ended.stderr;
  };
  const helper = await started(["credential-helper", "get"], reg.host);
  expect(helper).toMatch(/^part run-helper-/m);
  expect(helper).not.toMatch(/^part (run-(?!helper-)|undici-|dispatcher-)/m);
  expect(helper).toContain("tls false");
  const help = await started(["pull", "--help"]);
  expect(help).toMatch(/^part run-[A-Z0-9]+\.js$/m);
  expect(help).not.toMatch(/^part (run-[a-z]|undici-)/m);
  sandbox.close();
});

test("it names no file of the machine it was built on", () => {
  const text = readFileSync(built.program, "utf8");
  expect(text).not.toContain(join(import.meta.dirname, "../../.."));
  expect(text).not.toContain(built.folder);
});

test("the launcher of a clone says what to do where nothing is built, and starts what is", () => {
  const clone = mkdtempSync(join(tmpdir(), "berth-worker-clone-"));
  mkdirSync(join(clone, "bin"));
  mkdirSync(join(clone, "dist"));
  const launcher = join(clone, "bin/berth-worker.mjs");
  copyFileSync(join(import.meta.dirname, "../bin/berth-worker.mjs"), launcher);
  const start = () => spawnSync(process.execPath, [launcher, "version"], { encoding: "utf8" });
  const missing = start();
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain("Run `npm start` (or `npm run build`) in the clone first.");
  copyFileSync(built.program, join(clone, "dist/berth-worker.mjs"));
  expect(start()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d/) as string });
  rmSync(clone, { recursive: true });
});
