import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compileCache } from "../src/testing/compile-cache.ts";

/** A program of this folder, or of the server, whose lines are kept as they come. */
export type Child = {
  process: ChildProcess;
  lines: string[];
  errors: () => string;
  /** Resolves once a line fits; rejects where the child ends before. */
  until(fits: (line: string) => boolean): Promise<string>;
  kill(signal?: NodeJS.Signals): void;
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>;
};

export type ChildOptions = {
  args?: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
  /** Words in front of the program: a tracer, a limiter. */
  under?: readonly string[];
};

export function startChild(file: URL, options: ChildOptions = {}): Child {
  const command = [
    ...(options.under ?? []),
    process.execPath,
    fileURLToPath(file),
    ...(options.args ?? []),
  ];
  const child = spawn(command[0] as string, command.slice(1), {
    cwd: options.cwd,
    env: { ...process.env, ...compileCache, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = `${rest}${text}`.split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const look of waiting) look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = once(child, "close").then(
    ([code, signal]) => (code ?? signal ?? "unknown") as number | string,
    // It could not be started at all: its program or its folder has gone.
    (err: NodeJS.ErrnoException) => err.code ?? "unknown",
  );
  return {
    process: child,
    lines,
    errors: () => errors,
    ended,
    kill: (signal = "SIGKILL") => void child.kill(signal),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = lines.find(fits);
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        void ended.then((code) => reject(new Error(`the child ended with ${code}: ${errors}`)));
        look();
      }),
  };
}
