import { exitCode } from "./exit-code.ts";
import { Failure } from "./failure.ts";

/** More than any protocol here needs. */
const bytesMax = 1024 * 1024;

/** All of a stream as text. @throws {Failure} where it is longer than a megabyte. */
export async function readInput(input: AsyncIterable<unknown>): Promise<string> {
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
