/**
 * `WWW-Authenticate`, RFC 9110 section 11.6.1, as registries really send it:
 *
 *   header    = challenge *( "," challenge )          several headers count as one list
 *   challenge = scheme [ 1*SP ( token68 / parameter *( "," parameter ) ) ]
 *   parameter = name "=" ( quoted-string / bare )     bare also takes ":" and "/" (unquoted scopes exist)
 *
 * One pass, no backtracking beyond one token, and hard limits: the header comes from a stranger.
 */

/** Scheme and parameter names are lower-cased. */
export type Challenge = {
  scheme: string;
  parameters: ReadonlyMap<string, string>;
};

export type ChallengeProblem =
  | "too-long"
  | "too-many"
  | "malformed"
  | "unterminated-quote"
  | "control-character"
  | "duplicate-parameter";

export type ParsedChallenges =
  | { ok: true; challenges: Challenge[] }
  | { ok: false; code: ChallengeProblem; at: number; message: string };

export const challengeLengthMax = 8 * 1024;
const challengesMax = 8;
const parametersMax = 16;

/**
 * Splits the values of all `WWW-Authenticate` headers into challenges, in order.
 * `at` counts from the start of the header value that could not be read.
 */
export function parseChallenges(headerValues: readonly string[]): ParsedChallenges {
  const length = headerValues.reduce((sum, value) => sum + value.length, 0);
  if (length > challengeLengthMax) return problem("too-long", 0);
  const challenges: Challenge[] = [];
  for (const value of headerValues) {
    const scanner = new Scanner(value);
    try {
      readList(scanner, challenges);
    } catch (err) {
      if (err instanceof Unreadable) return problem(err.code, scanner.at);
      throw err;
    }
  }
  return { ok: true, challenges };
}

/** Thrown and caught in this file only. */
class Unreadable extends Error {
  readonly code: ChallengeProblem;
  constructor(code: ChallengeProblem) {
    super(code);
    this.code = code;
  }
}

function readList(scanner: Scanner, challenges: Challenge[]): void {
  for (;;) {
    scanner.skipSeparators();
    if (scanner.done) return;
    const scheme = scanner.token();
    if (scheme === "") throw new Unreadable("malformed");
    if (scanner.peek() === "=") throw new Unreadable("malformed");
    if (challenges.length === challengesMax) throw new Unreadable("too-many");
    challenges.push({ scheme: scheme.toLowerCase(), parameters: readParameters(scanner) });
  }
}

function readParameters(scanner: Scanner): Map<string, string> {
  const parameters = new Map<string, string>();
  scanner.skipSpaces();
  if (scanner.skipToken68()) return parameters;
  while (!scanner.done && scanner.atParameter()) {
    if (parameters.size === parametersMax) throw new Unreadable("too-many");
    const name = scanner.token().toLowerCase();
    scanner.skipSpaces();
    scanner.at += 1; // "="
    scanner.skipSpaces();
    const value = scanner.peek() === '"' ? scanner.quoted() : scanner.bare();
    if (parameters.has(name)) throw new Unreadable("duplicate-parameter");
    parameters.set(name, value);
    scanner.skipSpaces();
    if (scanner.done) break;
    if (scanner.peek() !== ",") throw new Unreadable("malformed");
    scanner.skipSeparators();
  }
  return parameters;
}

class Scanner {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.at >= this.#text.length;
  }

  peek(): string {
    return this.#text[this.at] ?? "";
  }

  skipSpaces(): void {
    while (this.peek() === " " || this.peek() === "\t") this.at += 1;
  }

  skipSeparators(): void {
    while (this.peek() === " " || this.peek() === "\t" || this.peek() === ",") this.at += 1;
  }

  token(): string {
    return this.#while(isTokenChar);
  }

  bare(): string {
    const value = this.#while(
      (code) => code > 0x20 && code !== 0x7f && code !== 0x2c && code !== 0x22,
    );
    const next = this.peek();
    if (next !== "" && next !== "," && next !== " " && next !== "\t") throw this.#unreadable();
    return value;
  }

  quoted(): string {
    this.at += 1;
    let value = "";
    for (;;) {
      if (this.done) throw new Unreadable("unterminated-quote");
      let char = this.peek();
      if (char === '"') break;
      if (char === "\\") {
        this.at += 1;
        if (this.done) throw new Unreadable("unterminated-quote");
        char = this.peek();
      }
      if (isControl(char.charCodeAt(0))) throw new Unreadable("control-character");
      value += char;
      this.at += 1;
    }
    this.at += 1;
    return value;
  }

  /** Is the text at the cursor `name =`? Otherwise a new challenge begins here. */
  atParameter(): boolean {
    let end = this.at;
    while (isTokenChar(this.#text.charCodeAt(end))) end += 1;
    if (end === this.at) return false;
    while (this.#text[end] === " " || this.#text[end] === "\t") end += 1;
    return this.#text[end] === "=";
  }

  /** Skips `abc==`, as Negotiate sends it; leaves `name=value` and `name=` alone. */
  skipToken68(): boolean {
    let end = this.at;
    while (isToken68Char(this.#text.charCodeAt(end))) end += 1;
    let padding = 0;
    while (this.#text[end + padding] === "=") padding += 1;
    let next = end + padding;
    while (this.#text[next] === " " || this.#text[next] === "\t") next += 1;
    if (end === this.at || padding === 1 || (this.#text[next] ?? ",") !== ",") return false;
    this.at = next;
    return true;
  }

  #while(accepts: (code: number) => boolean): string {
    const start = this.at;
    while (!this.done && accepts(this.#text.charCodeAt(this.at))) this.at += 1;
    return this.#text.slice(start, this.at);
  }

  #unreadable(): Unreadable {
    return new Unreadable(
      isControl(this.#text.charCodeAt(this.at)) ? "control-character" : "malformed",
    );
  }
}

function isTokenChar(code: number): boolean {
  return isAlphaNumeric(code) || "!#$%&'*+-.^_`|~".includes(String.fromCharCode(code));
}

function isToken68Char(code: number): boolean {
  return isAlphaNumeric(code) || "-._~+/".includes(String.fromCharCode(code));
}

function isAlphaNumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isControl(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || code === 0x7f;
}

function problem(code: ChallengeProblem, at: number): ParsedChallenges {
  return { ok: false, code, at, message: messages[code] };
}

const messages: Record<ChallengeProblem, string> = {
  "too-long": `The WWW-Authenticate header is longer than ${challengeLengthMax} characters.`,
  "too-many": "The WWW-Authenticate header holds too many challenges or parameters.",
  malformed: "The WWW-Authenticate header doesn't follow its grammar.",
  "unterminated-quote": "A quote in the WWW-Authenticate header never ends.",
  "control-character": "The WWW-Authenticate header holds a control character.",
  "duplicate-parameter": "A parameter in the WWW-Authenticate header is given twice.",
};
