import type { Command as Program } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { Output } from "../output.ts";
import type { Environment } from "../environment.ts";

/** What a command may touch. Only `main.ts` knows the process. */
export type CommandContext = {
  environment: Environment;
  output: Output;
  /** All of standard input as text. Rejects where that is longer than any protocol here needs. */
  readInput: () => Promise<string>;
  /** Aborted when the process is told to end; the reason is the exit code to end with. */
  signal: AbortSignal;
};

/**
 * One command, one file in this folder. `define` states arguments and help and returns quickly; what the
 * command needs to do its work is imported when it runs, so that no command pays for another.
 */
export type Command = {
  define: (program: Program, run: (work: CommandWork) => Promise<void>) => void;
};

export type CommandWork = (context: CommandContext) => Promise<ExitCode>;
