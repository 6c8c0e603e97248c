import { inspect } from "node:util";

/**
 * A text that must not be printed. However it ends up in a log line, an error or an answer, it shows
 * `[secret]`; only `reveal` gives the text, at the edge where it is used.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [Symbol.toPrimitive](): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
