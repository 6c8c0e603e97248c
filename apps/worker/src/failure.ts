import { exitCode, type ExitCode } from "./exit-code.ts";

/** Ends a command with one clear line and its exit code; everything else that is thrown is our own fault. */
export class Failure extends Error {
  override name = "Failure";
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What a command ends with that was told to end. The reason of the signal is the exit code. */
export function interruption(signal: AbortSignal): Failure {
  return new Failure(signal.reason as ExitCode, "Interrupted before it was done.");
}

/** Berth answers, and can't get a credential from one registry at the moment. */
export class RegistryAway extends Failure {
  override name = "RegistryAway";

  constructor(message: string) {
    super(exitCode.berthUnreachable, message);
  }
}

/** Berth knows the worker token, which may not be used for this, or not from here. */
export class TokenLimited extends Failure {
  override name = "TokenLimited";

  constructor(message: string) {
    super(exitCode.tokenRejected, message);
  }
}
