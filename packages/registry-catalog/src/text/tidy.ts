import type { Notice } from "../issue.ts";

export interface Tidied {
  readonly text: string;
  /** Where the remaining text began in what was typed. */
  readonly at: number;
  readonly notices: readonly Notice[];
}

/**
 * Removes what a copy often drags along at both ends, and says so; the inside stays as it is.
 * `docker` also removes a leading `docker pull` and the like, `quotes` a pair around the whole.
 */
export function tidyEnds(
  typed: string,
  options: { docker?: boolean; quotes?: boolean } = {},
): Tidied {
  const notices: Notice[] = [];
  let { text, at } = trimEnds(typed, 0);
  if (text !== "" && text !== typed) {
    notices.push({ code: "trimmed", message: "Removed spaces or line breaks at the ends." });
  }
  const unquote = () => {
    if (options.quotes !== true || !quotation.test(text)) return;
    ({ text, at } = trimEnds(text.slice(1, -1), at + 1));
    notices.push({ code: "quotes-removed", message: "Removed the quotation marks." });
  };
  unquote();
  const command = options.docker === true ? pullCommand.exec(text) : null;
  if (command !== null) {
    const words = `${command[1] ?? ""} ${command[2] ?? ""}`;
    notices.push({
      code: "command-removed",
      message: `Removed '${words}'. Only the name is needed.`,
    });
    at += command[0].length;
    text = text.slice(command[0].length);
    unquote();
  }
  return { text, at, notices };
}

const quotation = /^(?:"[^"]*"|'[^']*'|`[^`]*`|“[^“”]*”)$/;
const pullCommand = /^(?:sudo\s+)?(docker|podman|nerdctl|crane|skopeo)\s+(pull|push|login)\s+/;

/** White space, and the invisible characters that web pages leave at the ends of a copied text. */
const fringe = /[\s\u200b-\u200d\u2060\ufeff]/;

function trimEnds(typed: string, at: number): { text: string; at: number } {
  let from = 0;
  let to = typed.length;
  while (from < to && fringe.test(typed.charAt(from))) from += 1;
  while (to > from && fringe.test(typed.charAt(to - 1))) to -= 1;
  return { text: typed.slice(from, to), at: at + from };
}
