/** Gives `plaintext` to `use` and fills it with zeros behind it, whatever happens. Don't keep the buffer. */
export async function withSecret<Result>(
  plaintext: Buffer,
  use: (plaintext: Buffer) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await use(plaintext);
  } finally {
    plaintext.fill(0);
  }
}
