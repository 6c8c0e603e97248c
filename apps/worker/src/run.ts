import { Command as Program, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import type { CommandContext, CommandWork } from "./commands/command.ts";
import { exitCode, exitCodeHelp, type ExitCode } from "./exit-code.ts";
import { Failure } from "./failure.ts";
import { createOutput, type Streams } from "./output.ts";
import type { Environment } from "./environment.ts";
import { settingsHelp } from "./settings.ts";
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
  /** Whoever reads JSON gets some in any case. */
  const failed = (error: string, ending: ExitCode): ExitCode => {
    if (asksForJson(words)) {
      output.json({ ok: false, error: output.redactor.redact(error), exitCode: ending });
    }
    return ending;
  };
  try {
    refuseUnknownHelp(program, words);
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (err) {
    if (err instanceof CommanderError) {
      if (err.exitCode === 0) return exitCode.ok;
      return failed(err.message.replace(/^error: /, ""), exitCode.usage);
    }
    if (err instanceof Failure) {
      output.note(err.message);
      return failed(err.message, err.code);
    }
    const message = `This is a fault in berth-worker itself: ${String(err)}`;
    output.note(message);
    if (options.environment["BERTH_DEBUG"] === "1" && err instanceof Error) {
      for (const line of (err.stack ?? "").split("\n")) output.note(line);
    }
    return failed(message, exitCode.internal);
  }
}

/** Read from the words themselves: what is wrong with them may keep them from being parsed. */
function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end === -1 ? words : words.slice(0, end)).includes("--json");
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
