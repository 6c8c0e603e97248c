import { createRedactor, type Redactor } from "@berth/registry-client/redact";
import { plainText, safeJson } from "./plain-text.ts";

export type Streams = {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
};

/**
 * Everything that is printed goes through here: results to standard output, the rest to standard error,
 * with nothing in it that moves a terminal's cursor.
 */
export type Output = {
  /** One line of the result, which is made of names and digests; a short secret must not blot those out. */
  line: (text: string) => void;
  /** One line of a file that is printed, with the space it begins with. */
  yaml: (text: string) => void;
  /** The whole result as one JSON document of any length. */
  json: (value: unknown) => void;
  /** What somebody watching wants to know meanwhile; secrets are taken out. */
  note: (text: string) => void;
  /** Knows the secrets of this run. */
  redactor: Redactor;
};

export function createOutput({ stdout, stderr }: Streams): Output {
  const redactor = createRedactor();
  const line = (text: string) => `${plainText(text, 10_000)}\n`;
  return {
    line: (text) => void stdout.write(line(text)),
    yaml: (text) => {
      const indent = /^ */.exec(text)?.[0] ?? "";
      stdout.write(`${indent}${line(text)}`);
    },
    json: (value) => void stdout.write(`${safeJson(value)}\n`),
    note: (text) => void stderr.write(`berth-worker: ${line(redactor.redact(text))}`),
    redactor,
  };
}
