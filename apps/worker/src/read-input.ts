import { exitCode } from "./exit-code.ts";
import { Failure, interruption } from "./failure.ts";

/** More than any protocol here needs. */
const bytesMax = 1024 * 1024;

/**
 * All of a stream as text. @throws {Failure} where it is longer than a megabyte, or the process is told to
 * end before whoever writes it is done.
 */
export async function readInput(
  input: AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<string> {
  const told = new Promise<never>((_resolve, reject) => {
    const end = () => reject(interruption(signal));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
  return Promise.race([readAll(input), told]);
}

async function readAll(input: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > bytesMax) {
      throw new Failure(exitCode.usage, "Standard input is longer than a megabyte.");
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
