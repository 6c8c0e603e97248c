/** The browser or an authenticator did not do what it was asked. `message` is a sentence for people. */
export class PasskeyError extends Error {
  override readonly name = "PasskeyError";
}
