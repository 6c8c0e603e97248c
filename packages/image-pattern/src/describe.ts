import { parsePattern } from "./parse-pattern.ts";
import type { Pattern } from "./pattern.ts";

/**
 * A pattern in plain words, made from its reading, for people who don't know stars. Null for text
 * that is no pattern.
 *
 * @example describePattern("reg.io/team/*")
 * // "The repository `team` on `reg.io` and everything below it, at any depth. Tags and digests are ignored."
 */
export function describePattern(pattern: Pattern | string): string | null {
  const parsed = parsePattern(typeof pattern === "string" ? pattern : pattern?.canonical);
  return parsed.ok ? describe(parsed.pattern) : null;
}

function describe(pattern: Pattern): string {
  const sentences = [scopeSentence(pattern)];
  if (pattern.hostHasStar) {
    sentences.push(
      "In the host a `*` stands for a part without a dot, among the registry's own hosts.",
    );
  }
  return [...sentences, "Tags and digests are ignored."].join(" ");
}

function scopeSentence(pattern: Pattern): string {
  const { path } = pattern;
  const where = hostInWords(pattern);
  switch (pattern.scope) {
    case "registry":
      return `Any repository at any depth on ${where}.`;
    case "repository":
      return `Only the repository \`${path}\` on ${where}.`;
    case "below":
      return below(path.slice(0, -2), pattern, where);
    default:
      return `Repositories on ${where} whose path ${starsInWords(path)}. A \`*\` stands for any text, \`/\` included, or none.`;
  }
}

function below(path: string, pattern: Pattern, where: string): string {
  // No image on Docker Hub has a path of one part: that one would be below `library/`.
  return pattern.host === "docker.io" && !path.includes("/")
    ? `Every repository of \`${path}\` on ${where}, at any depth.`
    : `The repository \`${path}\` on ${where} and everything below it, at any depth.`;
}

function hostInWords({ host, hostHasStar }: Pattern): string {
  if (host === "docker.io") return "Docker Hub";
  return hostHasStar ? `the hosts \`${host}\`` : `\`${host}\``;
}

function starsInWords(path: string): string {
  const isBelow = path.endsWith("/*");
  const pieces = (isBelow ? path.slice(0, -2) : path).split("*");
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  const middle = pieces.slice(1, -1).filter((piece) => piece !== "");
  const parts: string[] = [];
  if (first !== "") parts.push(`begins with \`${first}\``);
  if (middle.length > 0)
    parts.push(`then holds ${middle.map((piece) => `\`${piece}\``).join(", then ")}`);
  if (last !== "") parts.push(`${parts.length > 0 ? "then " : ""}ends with \`${last}\``);
  if (parts.length === 0) parts.push("is anything");
  return isBelow ? `${parts.join(", ")}, and everything below them` : parts.join(", ");
}
