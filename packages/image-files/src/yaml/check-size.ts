import { Lexer } from "yaml";
import { limits } from "../limits.ts";

/** What is too much about a text, and where; null where it may be parsed. */
export type SizeProblem = { at: number; message: string };

/**
 * Looks at the tokens before anything is parsed. The lexer is a loop, the parser behind it recurses: a few
 * kilobytes of `- - - -` exhaust its stack, which in V8 can end the whole process instead of throwing.
 */
export function checkSize(text: string): SizeProblem | null {
  if (text.length > limits.textLength) {
    return { at: 0, message: "This text is longer than 1 MiB. Paste the part that names images." };
  }
  let at = 0;
  let tokens = 0;
  let documents = 0;
  let flowDepth = 0;
  let indicators = 0;
  let lineStart = true;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > limits.tokens) return { at, message: "This text holds too many values." };
    const char = token[0];
    if (marker(token)) {
      if (char === "\u0002") documents += 1;
      scalarNext = char === "\u001f";
      if (documents > limits.documents) {
        return { at, message: "This text holds too many documents." };
      }
      continue;
    }
    if (scalarNext) {
      // A text, however it begins: the one below a `|` holds its own indentation and the line's end.
      scalarNext = false;
      lineStart = token.endsWith("\n");
      if (lineStart) indicators = 0;
      at += token.length;
      continue;
    }
    if (char === "\n" || char === "\r") {
      lineStart = true;
      indicators = 0;
    } else if (lineStart) {
      lineStart = false;
      if (char === " " && token.length > limits.indent) return tooDeep(at);
    }
    if (token === "[" || token === "{") flowDepth += 1;
    else if (token === "]" || token === "}") flowDepth = Math.max(flowDepth - 1, 0);
    else if (flowDepth === 0 && "-?:".includes(token)) indicators += 1;
    if (flowDepth > limits.flowDepth || indicators > limits.indicatorsPerLine) return tooDeep(at);
    at += token.length;
  }
  return null;
}

/** The lexer's own signs: document start, broken flow, "a scalar follows". They take no room in the text. */
function marker(token: string): boolean {
  return token === "\u0002" || token === "\u0018" || token === "\u001f";
}

function tooDeep(at: number): SizeProblem {
  return { at, message: "The values here are nested too deeply." };
}
