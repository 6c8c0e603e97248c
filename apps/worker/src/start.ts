import { exitCode, type ExitCode } from "./exit-code.ts";
import { run } from "./run.ts";

const endings: Readonly<Record<string, ExitCode>> = {
  SIGHUP: exitCode.hangup,
  SIGINT: exitCode.interrupted,
  SIGTERM: exitCode.terminated,
};

/** Runs the process' own command line and ends it. */
export async function start(): Promise<void> {
  const told = new AbortController();
  for (const [name, code] of Object.entries(endings)) {
    process.on(name, () => {
      // Whoever asks twice doesn't want to wait for the report.
      if (told.signal.aborted) process.exit(code);
      told.abort(code);
    });
  }
  // The reader of a pipe may leave before everything is said.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  const { stdout, stderr, env: environment } = process;
  process.exitCode = await run(process.argv.slice(2), {
    stdout,
    stderr,
    environment,
    signal: told.signal,
  });
  // Whatever a library left open doesn't hold a finished command.
  process.exit();
}
