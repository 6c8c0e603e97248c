import { createRedactor, type Redactor } from "@berth/registry-client";
import { plainText } from "./plain-text.ts";

export type Streams = {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
};

/**
 * Everything that is printed goes through here: results to standard output, the rest to standard error,
 * neither with a secret in it or anything that moves a terminal's cursor.
 */
export type Output = {
  /** One line of the result. */
  line: (text: string) => void;
  /** What somebody watching wants to know meanwhile. */
  note: (text: string) => void;
  /** Knows the secrets of this run. */
  redactor: Redactor;
};

export function createOutput({ stdout, stderr }: Streams): Output {
  const redactor = createRedactor();
  const line = (text: string) => `${plainText(redactor.redact(text), 10_000)}\n`;
  return {
    line: (text) => void stdout.write(line(text)),
    note: (text) => void stderr.write(`berth-worker: ${line(text)}`),
    redactor,
  };
}
