import { spawn } from "node:child_process";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

export type RunOptions = {
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Where standard output goes; errors always go to the terminal. */
  output?: "inherit" | "ignore";
};

/** Runs a command to its end, without a shell, and resolves with its exit code. */
export function run(command: readonly string[], options: RunOptions = {}): Promise<number> {
  const [file, ...args] = command;
  if (file === undefined) throw new Error("an empty command");
  return new Promise((done, failed) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", options.output ?? "inherit", "inherit"],
    });
    child.on("error", failed);
    child.on("exit", (code, signal) => done(code ?? (signal === null ? 1 : 128)));
  });
}

/** Runs a command and keeps what it prints, in the order it came, for whoever shows it when it has ended. */
export function runCollecting(
  command: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<{ code: number; output: string }> {
  const [file, ...args] = command;
  if (file === undefined) throw new Error("an empty command");
  return new Promise((done, failed) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part: Buffer) => printed.push(part));
    child.on("error", failed);
    child.on("close", (code) =>
      done({ code: code ?? 1, output: Buffer.concat(printed).toString("utf8") }),
    );
  });
}
