import { exitCode, type ExitCode } from "./exit-code.ts";
import { readInput } from "./read-input.ts";
import { openStandardOutput } from "./standard-output.ts";
import { wordsOf } from "./words.ts";

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
  const stdout = openStandardOutput();
  process.stderr.on("error", () => {});
  const { stderr, env: environment } = process;
  const words = wordsOf(process.argv);
  const options = {
    stdout,
    stderr,
    environment,
    signal: told.signal,
    readInput: () => readInput(process.stdin, told.signal),
  };
  // Clients start the helper for every pull; it doesn't wait for what reads other command lines.
  const asHelper =
    words[0] === "credential-helper" && words.length === 2 && words[1]?.startsWith("-") === false;
  const code = asHelper
    ? await (await import("./helper/run-helper.ts")).runHelperLine(words[1] ?? "", options)
    : await (await import("./run.ts")).run(words, options);
  const lost = await stdout.lost();
  if (lost !== null) stderr.write(`berth-worker: Standard output can't be written: ${lost}.\n`);
  const lostCode = asHelper ? exitCode.internal : exitCode.usage;
  process.exitCode = lost === null || code !== exitCode.ok ? code : lostCode;
  // Whatever a library left open doesn't hold a finished command.
  process.exit();
}
