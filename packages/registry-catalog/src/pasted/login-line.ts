import type { Notice } from "../issue.ts";
import { findHidden } from "../text/hidden.ts";

/** What a `docker login` line, or one of its relatives, says. Missing parts are "". */
export interface LoginLine {
  readonly server: string;
  readonly userName: string;
  /** The password itself, where somebody wrote it on the line. */
  readonly password: string;
  readonly tool: string;
}

/** What whoever pasted a line with its password has to know. */
export const passwordOnLine: Notice = {
  code: "password-on-line",
  tone: "warning",
  message:
    "The line holds the password. It was taken over into step 3 and is not kept in the draft; the line itself is still in your shell's history.",
};

const lineLengthMax = 8192;

/**
 * Reads `docker login` (and podman, nerdctl, skopeo, crane, helm registry), also at the end of a pipe
 * as in `echo … | docker login --password-stdin`. Null for any other text. Variables are not values.
 */
export function readLoginLine(text: string): LoginLine | null {
  if (text.length > lineLengthMax) return null;
  const joined = text.replace(/[\\`]\r?\n/g, " ").trim();
  if (/[\r\n]/.test(joined) || findHidden(joined.replaceAll("\t", " ")) !== null) return null;
  const words = splitWords(joined.slice(joined.lastIndexOf("|") + 1));
  if (words?.[0] === "sudo") words.shift();
  const tool = words?.shift();
  if (words === null || tool === undefined || !tools.has(tool)) return null;
  if (tool === "helm" && words.shift() !== "registry") return null;
  if (tool === "crane" && words[0] === "auth") words.shift();
  if (words.shift() !== "login") return null;

  const found = { server: "", userName: "", password: "", tool };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const option = /^(-u|-p|--username|--password)(?:=(.*))?$/.exec(word);
    if (option !== null) {
      const value = literal(option[2] ?? words.shift() ?? "");
      if (option[1] === "-u" || option[1] === "--username") found.userName = value;
      else found.password = value;
    } else if (!word.startsWith("-") && found.server === "") {
      found.server = word;
    }
  }
  return found;
}

const tools = new Set(["docker", "podman", "nerdctl", "skopeo", "crane", "buildah", "helm"]);

/** `$oauthtoken` is NGC's user name; any other `$name` is a variable whose value nobody knows here. */
function literal(word: string): string {
  return /^\$\{?\w+\}?$/.test(word) && word !== "$oauthtoken" ? "" : word;
}

/** Words of a shell line with its quotes removed; null where a quote is left open. */
function splitWords(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i);
    if (quote !== "") {
      if (char === quote) quote = "";
      else if (char === "\\" && quote === '"' && i + 1 < line.length) word += line.charAt((i += 1));
      else word += char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= "";
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === "\\" && i + 1 < line.length) {
      word = (word ?? "") + line.charAt((i += 1));
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote !== "") return null;
  if (word !== null) words.push(word);
  return words;
}
