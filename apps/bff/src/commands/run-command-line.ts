import packageFacts from "../../package.json" with { type: "json" };
import { Command as Program, CommanderError } from "commander";
import { StartError } from "../boot/start-error.ts";
import { commandExit, type CommandContext, type CommandWork } from "./command.ts";
import { commands, groups } from "./index.ts";

/** Runs one command line (without node and script) and gives what the process should end with. */
export async function runCommandLine(
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  let code: number = commandExit.ok;
  const run = async (work: CommandWork) => {
    code = await work(context);
  };
  const program = createProgram(context);
  const parents = new Map(
    Object.entries(groups).map(([name, description]) => [
      name,
      program.command(name).description(description),
    ]),
  );
  for (const command of commands) {
    command.define(parents.get(command.group ?? "") ?? program, run);
  }
  pointToHelp(program);
  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (err) {
    if (err instanceof CommanderError) {
      return err.exitCode === 0 ? commandExit.ok : commandExit.usage;
    }
    if (err instanceof StartError) {
      context.output.note(`berth: ${err.line}`);
      return err.exitCode;
    }
    // The message of a foreign error may quote what it choked on.
    const name = err instanceof Error ? err.name : "unknown error";
    context.output.note(`berth: This is a mistake of ours (${name}).`);
    for (const line of framesOf(err)) context.output.note(line);
    return commandExit.internal;
  }
}

/** Whoever mistypes a command is told where its own help is. */
function pointToHelp(program: Program, words = program.name()): void {
  program.showHelpAfterError(`See: ${words} --help`);
  for (const command of program.commands) pointToHelp(command, `${words} ${command.name()}`);
}

function framesOf(err: unknown): string[] {
  const stack = err instanceof Error ? (err.stack ?? "") : "";
  return stack.split("\n").filter((line) => /^ {4}at /.test(line));
}

function createProgram({ output }: CommandContext): Program {
  const trimmed = (text: string) => text.replace(/\n$/, "");
  return new Program("berth")
    .description("Looks after a Berth instance. Reads the same BERTH_* variables as the server.")
    .version(packageFacts.version, "-V, --version", "Print the version")
    .helpCommand("help [command]", "Print the help of a command")
    .helpOption("-h, --help", "Print this help")
    .addHelpText("after", exitCodeHelp)
    .configureOutput({
      writeOut: (text) => output.line(trimmed(text)),
      writeErr: (text) => output.note(trimmed(text)),
      outputError: (text, write) => write(`berth: ${text.replace(/^error: /, "")}`),
    })
    .showSuggestionAfterError()
    .exitOverride();
}

const exitCodeHelp = `
Exit codes: 0 done, 1 something that was looked at is not in order, 64 wrong arguments; the others are
those of the server's start (docs/configuration.md).`;
