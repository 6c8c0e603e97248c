import { basename } from "node:path";

/** The name under which Docker and Podman look for the credential helper `berth`. */
const helperName = "docker-credential-berth";

/** The words of a command line behind the program; under the helper's name it is the helper's. */
export function wordsOf([, program = "", ...words]: readonly string[]): string[] {
  return basename(program) === helperName ? ["credential-helper", ...words] : [...words];
}
