"use strict";
// Runs on whatever Node the machine has (18 or newer): installs, finds the Node that Berth runs on, hands over.
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const floor = [22, 22];
const pnpm = "pnpm@12.21.0";

const tasks = {
  start: { build: true, run: ["apps/bff/dist/server.mjs"] },
  demo: { build: true, run: ["tools/tasks/demo.ts"] },
  test: { build: true, run: ["tools/tasks/test.ts"] },
  verify: { build: false, run: ["tools/tasks/verify.ts"] },
  torture: { build: false, run: ["tools/tasks/torture.ts"] },
  "verify:full": { build: true, run: ["tools/tasks/verify-full.ts"] },
  bench: { build: true, run: ["--expose-gc", "tools/tasks/bench.ts"] },
  "bench:web": { build: true, run: ["tools/tasks/bench.ts", "--web"] },
  dev: { build: false, run: ["tools/tasks/dev.ts"] },
  build: { build: true, run: null },
};

function launch(name, args) {
  const task = tasks[name];
  if (!task)
    return fail(64, `Unknown task "${name}". There are: ${Object.keys(tasks).join(", ")}.`);
  install();
  const node = runtime();
  if (task.build)
    run(node, ["tools/tasks/build.ts"], "The build failed; the lines above say where.");
  if (task.run) handOver(node, [...task.run, ...args]);
}

/** Installs only when the lockfile or a manifest differs from what was last installed, so that a second start is quick. */
function install() {
  const stamp = path.join(root, "node_modules", ".berth-installed");
  const wanted = manifestsHash();
  if (read(stamp) === wanted) return;
  console.error("Installing dependencies (first start, or they changed) …");
  const npx = process.platform === "win32" ? "npx.cmd" : "npx";
  const done = spawnSync(
    npx,
    ["--yes", pnpm, "install", "--frozen-lockfile", "--reporter=append-only"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, npm_config_loglevel: "error", CI: "true" },
    },
  );
  if (done.status !== 0) {
    fail(
      69,
      "Dependencies could not be installed. Is the npm registry reachable from here? Nothing was started.",
    );
  }
  fs.writeFileSync(stamp, wanted);
}

function manifestsHash() {
  const hash = createHash("sha256");
  const manifests = [
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "e2e/package.json",
    "tools/package.json",
  ];
  for (const group of ["apps", "packages"]) {
    for (const entry of fs.readdirSync(path.join(root, group)).sort())
      manifests.push(`${group}/${entry}/package.json`);
  }
  for (const file of manifests) hash.update(`${file}\0${read(path.join(root, file)) ?? ""}\0`);
  return hash.update(process.arch).digest("hex");
}

/** The running Node where it meets the floor, else the one that came with the dependencies. */
function runtime() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return process.execPath;
  const brought = path.join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  if (fs.existsSync(brought)) return brought;
  return fail(
    78,
    `Berth runs on Node ${floor.join(".")} or newer; this is Node ${process.versions.node}, and a newer one can be ` +
      `brought along only on Linux (x64, arm64), not on ${process.platform} ${process.arch}. Install Node 24 and run the command again.`,
  );
}

function run(node, args, message) {
  const done = spawnSync(node, args, { cwd: root, stdio: "inherit", env: environment(node) });
  if (done.status !== 0) fail(done.status ?? 70, message);
}

function handOver(node, args) {
  const child = spawn(node, args, { cwd: root, stdio: "inherit", env: environment(node) });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

function environment(node) {
  const bins = [path.dirname(node), path.join(root, "node_modules", ".bin"), process.env.PATH];
  return { ...process.env, PATH: bins.join(path.delimiter) };
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function fail(code, line) {
  console.error(line);
  process.exit(code);
}

module.exports = { launch };
