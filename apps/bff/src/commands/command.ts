import type { Command as Program } from "commander";
import type { Environment } from "../config/config.ts";

/** What a command may touch. */
export type CommandContext = {
  /** Secrets are removed from it once read. */
  env: Environment;
  cwd: string;
  output: Output;
};

export type Output = {
  /** One line of the result, on standard output. */
  line(text: string): void;
  /** What somebody watching wants to know meanwhile, on standard error. */
  note(text: string): void;
};

/** What the process ends with; everything else comes from a `StartError`. */
export const commandExit = {
  ok: 0,
  /** Something was looked at and is not in order: a broken chain, a damaged backup, keys not yet wrapped anew. */
  found: 1,
  usage: 64,
  internal: 70,
} as const;

export type CommandExit = (typeof commandExit)[keyof typeof commandExit];

export type CommandWork = (context: CommandContext) => Promise<CommandExit>;

/**
 * One command, one file in this folder. `define` states arguments and help; what the command needs to do
 * its work is imported when it runs.
 */
export type Command = {
  /** The first word, where the command has two. */
  group?: string;
  define(program: Program, run: (work: CommandWork) => Promise<void>): void;
};
