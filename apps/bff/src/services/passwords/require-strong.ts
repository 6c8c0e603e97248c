import {
  passwordWeakness,
  type PasswordContext,
  type PasswordWeakness,
} from "../../auth/password-weakness.ts";
import { validationFailed } from "../errors.ts";

/**
 * Refuses a new password that could be guessed, and says why. Before anything else is done with it: a link that brought
 * somebody here is not used up by it.
 */
export function requireStrongPassword(
  password: string,
  { field, context }: { field: string; context: PasswordContext },
): void {
  const weakness = passwordWeakness(password, context);
  if (weakness !== null) throw validationFailed([{ path: field, message: inWords(weakness) }]);
}

function inWords(weakness: PasswordWeakness): string {
  const advice = "A few unrelated words work well.";
  switch (weakness.kind) {
    case "common":
      return `This password stands in lists of stolen passwords, which are tried first. ${advice}`;
    case "repeated":
      return `This password repeats one short part, which is tried early. ${advice}`;
    case "sequence":
      return `This password is a row of keys or letters, which is tried early. ${advice}`;
    case "context":
      return `This password is little more than “${weakness.word}”, which whoever guesses tries first. ${advice}`;
  }
}
