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
  for (const command of program.commands) {
    command.showHelpAfterError(`Run berth-worker ${command.name()} --help to see how it is used.`);
  }
  try {
    refuseUnknownHelp(program, words);
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

/** Commander would answer with the whole help, and not a word on what is wrong. */
function refuseUnknownHelp(program: Program, [help, name]: readonly string[]): void {
  if (help !== "help" || name === undefined || name.startsWith("-")) return;
  if (name === help || program.commands.some((command) => command.name() === name)) return;
  program.error(`error: unknown command '${name}'`);
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
