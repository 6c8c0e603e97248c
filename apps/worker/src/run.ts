import { Command as Program, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import type { CommandContext, CommandWork } from "./commands/command.ts";
import { exitCode, exitCodeHelp, type ExitCode } from "./exit-code.ts";
import { Failure } from "./failure.ts";
import { createOutput, type Streams } from "./output.ts";
import { settingsHelp, type Environment } from "./settings.ts";
import { version } from "./version.ts";

export type RunOptions = Streams & {
  environment: Environment;
  signal: AbortSignal;
  readInput: CommandContext["readInput"];
};

/** Runs one command line (without node and script) and returns what the process should end with. */
export async function run(words: readonly string[], options: RunOptions): Promise<ExitCode> {
  const output = createOutput(options);
  const context: CommandContext = { ...options, output };
  let code: ExitCode = exitCode.ok;
  const work = async (todo: CommandWork) => {
    code = await todo(context);
  };
  const program = createProgram(options);
  for (const command of commands) command.define(program, work);
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (err) {
    if (err instanceof CommanderError) return err.exitCode === 0 ? exitCode.ok : exitCode.usage;
    if (err instanceof Failure) {
      output.note(err.message);
      return err.code;
    }
    output.note(`This is a fault in berth-worker itself: ${String(err)}`);
    if (options.environment["BERTH_DEBUG"] === "1" && err instanceof Error) {
      for (const line of (err.stack ?? "").split("\n")) output.note(line);
    }
    return exitCode.internal;
  }
}

function createProgram({ stdout, stderr }: Streams): Program {
  return new Program("berth-worker")
    .description("Pulls private images with credentials that Berth hands out.")
    .version(version, "-V, --version", "Print the version")
    .helpCommand("help [command]", "Print the help of a command")
    .helpOption("-h, --help", "Print this help")
    .addHelpText("after", `\n${settingsHelp}\n\n${exitCodeHelp}`)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(`berth-worker: ${text.replace(/^error: /, "")}`),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("Run berth-worker --help to see what there is.")
    .exitOverride();
}
