import { pino, type DestinationStream, type LogFn, type Logger } from "pino";

export type { Logger };

/**
 * The only fields a log line may carry. A new one is added here after asking what could stand in it:
 * never a header, a body, a setting of a registry, or anything a stranger may make long.
 */
const allowedFields = new Set([
  "requestId",
  "method",
  "route",
  "status",
  "durationMs",
  "organizationId",
  "personId",
  "registryId",
  "checkId",
  "pullId",
  "projectId",
  "workerTokenId",
  "apiTokenId",
  "action",
  "outcome",
  "reason",
  "code",
  "host",
  "port",
  "variable",
  "signal",
  "exitCode",
  "count",
  "bytes",
  "step",
]);

const textLengthMax = 300;

/** Writes one line of JSON per event, reduced to the allowed fields. */
export function createLogger(
  options: { level?: string | undefined; destination?: DestinationStream | undefined } = {},
): Logger {
  return pino(
    {
      level: options.level ?? "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: allowed },
      serializers: { err: (value: unknown) => value },
      hooks: { logMethod: withFixedMessage },
    },
    // Lines wait for one another, not requests for lines; what still waits is written when the process ends.
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

/** pino takes the message of an error for the line's own where none is given; errors may quote secrets. */
function withFixedMessage(this: Logger, args: unknown[], method: LogFn): void {
  const [first, message, ...rest] = args;
  const fields = first instanceof Error ? { err: first } : first;
  const fixed = typeof message === "string" || typeof first === "string" ? message : "error";
  method.apply(this, [fields, fixed, ...rest] as Parameters<LogFn>);
}

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (name === "err") kept["err"] = describeError(value, 0);
    else if (allowedFields.has(name) && isScalar(value)) kept[name] = shorten(value);
  }
  return kept;
}

/**
 * Name, code and place of an error. The message is kept only where the error is our own or the
 * database's: those of parsers and of `fetch` quote their input, a password in an address or a header
 * included, and drizzle's quote the values of the statement.
 */
function describeError(value: unknown, depth: number): Record<string, unknown> | null {
  if (!(value instanceof Error)) return null;
  const { name, stack } = value;
  const code: unknown = "code" in value ? value.code : undefined;
  return {
    name,
    ...(isScalar(code) ? { code } : {}),
    ...(messageKept.has(name) ? { message: shorten(value.message) } : {}),
    frames: frames(stack),
    ...(value.cause !== undefined && depth < 3
      ? { cause: describeError(value.cause, depth + 1) }
      : {}),
  };
}

const messageKept = new Set(["StoreError", "StartError", "VaultError", "AppError", "SqliteError"]);

function frames(stack: string | undefined): string[] {
  return (stack ?? "")
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function shorten(value: string | number | boolean | null): string | number | boolean | null {
  return typeof value === "string" && value.length > textLengthMax
    ? `${value.slice(0, textLengthMax)}…`
    : value;
}
