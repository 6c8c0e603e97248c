import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

export type CommandOptions = {
  /** Written to standard input. */
  input?: string | undefined;
  env?: NodeJS.ProcessEnv | undefined;
  timeoutMs?: number | undefined;
};

/** Where the programs that real registries need come from. */
const packages: Record<string, string> = {
  "docker-registry": "docker-registry",
  htpasswd: "apache2-utils",
  skopeo: "skopeo",
};

/** Runs a program to its end and resolves with its standard output; rejects with what it complained about. */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { input = "", timeoutMs = 30_000 } = options;
  const child = spawnProgram(program, args, options.env);
  const output = collect(child.stdout);
  const complaints = collect(child.stderr);
  const ended = Promise.race([closed(child), failure(child, program)]);
  child.stdin?.end(input);
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  try {
    const code = await ended;
    if (code !== 0) {
      throw new Error(`${program} ended with ${code ?? "a signal"}: ${complaints().trim()}`);
    }
    return output();
  } finally {
    clearTimeout(timer);
  }
}

/** Starts a program that ends with this process at the latest. */
export function spawnProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  // A program that never reads its input ends without it.
  child.stdin?.on("error", () => {});
  return child;
}

/** Resolves with the exit code, or null after a signal. */
export function closed(child: ChildProcess): Promise<number | null> {
  // Not `once` of node:events, which rejects on "error" and would hide what `failure` says.
  return new Promise((resolve) => {
    child.once("close", resolve);
  });
}

/** Rejects when the program can't be started, and says what to install. */
export async function failure(child: ChildProcess, program: string): Promise<never> {
  const [err] = (await once(child, "error")) as [NodeJS.ErrnoException];
  if (err.code !== "ENOENT") throw err;
  const name = packages[program] ?? program;
  throw new Error(`${program} is not installed; on Debian: apt-get install ${name}`, {
    cause: err,
  });
}

/** Gathers a stream; the result gives the text so far. */
export function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
