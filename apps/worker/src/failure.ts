import type { ExitCode } from "./exit-code.ts";

/** Ends a command with one clear line and its exit code; everything else that is thrown is our own fault. */
export class Failure extends Error {
  override name = "Failure";
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
