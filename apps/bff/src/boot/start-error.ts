/** Why a start failed or a server ended, as the process says it: from sysexits.h, so that supervisors can tell them apart. */
export const exitCodes = {
  /** The database is damaged, newer than this program, or none of Berth's. */
  data: 65,
  /** Something this machine must bring is missing: a newer Node. */
  unavailable: 69,
  /** A mistake of ours, at the start or later: the log says where. */
  internal: 70,
  /** The data folder or a file in it can't be created. */
  cannotCreate: 73,
  /** While it ran, the disk failed under the database. */
  disk: 74,
  /** Somebody else holds the port or the data folder, or PostgreSQL does not answer; trying again later may work. */
  busy: 75,
  /** The operating system forbids the port. */
  forbidden: 77,
  /** A setting, or the key. */
  config: 78,
} as const;

/** Never of a start: what a command was told of isn't there, or can't be used. */
const wrongArgument = 64;

/** A start that can't go on. `line` is all that people get to see: no stack, no secret. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly exitCode: number;
  readonly line: string;

  constructor(why: keyof typeof exitCodes | "argument", line: string, cause?: unknown) {
    super(line, { cause });
    this.exitCode = why === "argument" ? wrongArgument : exitCodes[why];
    this.line = line;
  }
}
