import { execFile } from "node:child_process";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import type { Berth } from "./start-berth.ts";

const file = resolve(import.meta.dirname, "../../apps/bff/src/berth.ts");
const timeoutMs = 30_000;

/** Runs one of the operator's commands beside the server and gives what it printed; throws where it failed. */
export async function runCommand(
  { url, dataDir }: Berth,
  ...words: readonly string[]
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...words], {
    cwd: dirname(dataDir),
    env: { PATH: process.env.PATH, BERTH_PORT: new URL(url).port, BERTH_DATA_DIR: dataDir },
    timeout: timeoutMs,
  });
  return stdout.trim();
}
