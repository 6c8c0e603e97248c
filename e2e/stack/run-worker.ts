import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const file = resolve(import.meta.dirname, "../../apps/worker/dist/berth-worker.mjs");
const timeoutMs = 40_000;

export type WorkerRun = { code: number | null; stdout: string; stderr: string };

/** Runs the built worker in a home of its own and resolves when it has ended. */
export async function runWorker(
  args: readonly string[],
  berth: {
    url: string;
    token: string;
    insecure?: readonly string[];
    /** What its machine has: a proxy, certificates, an identity. */
    env?: Record<string, string>;
    /** All of its standard input. */
    input?: string;
  },
): Promise<WorkerRun> {
  const home = mkdtempSync(join(tmpdir(), "berth-worker-home-"));
  const child = spawn(process.execPath, [file, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      BERTH_URL: berth.url,
      BERTH_TOKEN: berth.token,
      BERTH_INSECURE_REGISTRIES: (berth.insecure ?? []).join(","),
      ...berth.env,
    },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  // Most commands end without reading it.
  child.stdin.on("error", () => {});
  child.stdin.end(berth.input ?? "");
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (part: string) => (text[name] += part));
  }
  const code = await new Promise<number | null>((done, failed) =>
    child.on("error", failed).on("close", done),
  );
  rmSync(home, { recursive: true, force: true });
  return { code, ...text };
}
