import { InvalidArgumentError } from "commander";

/** An unset variable in a script makes it empty; the token's default would then stand in without a word. */
export function readProject(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It is empty. Name a project, or leave the option out.");
}
