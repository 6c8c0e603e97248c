import type { PatternErrorCode } from "./pattern.ts";
import { readPattern } from "./read-pattern.ts";
import type { Failure } from "./result.ts";
import { schemeLength } from "./stray-text.ts";

/** The refusal with a sentence for the writer and the texts that would be accepted instead. */
export function describePatternFailure(
  text: unknown,
  code: PatternErrorCode,
  at: number,
): Failure<PatternErrorCode> {
  if (typeof text !== "string") return { ok: false, code, message: "A pattern is a text." };
  const fixes = proposals(text, code, at).filter(
    (proposal, index, all) => all.indexOf(proposal) === index && readPattern(proposal).ok,
  );
  const message = sentence(text, code, at, fixes);
  return { ok: false, code, message, at, ...(fixes.length === 0 ? {} : { fixes }) };
}

function sentence(
  text: string,
  code: PatternErrorCode,
  at: number,
  fixes: readonly string[],
): string {
  switch (code) {
    case "empty":
      return "Write a pattern, e.g. `reg.example.com/team/*`.";
    case "too-long":
      return "A pattern has at most 1,024 characters.";
    case "space":
      return "A pattern has no spaces inside. Write one pattern per line.";
    case "scheme":
      return `A pattern has no \`${text.trimStart().slice(0, schemeLength(text.trimStart()))}\`. Remove it.`;
    case "at-sign":
      return text.includes("/", at)
        ? "A pattern carries no user or password. Remove the part up to `@`."
        : "Tags and digests aren't part of the match. Remove what begins with `@`.";
    case "question-mark":
      return "`?` has no meaning here. Use `*` for any text, or write the name out.";
    case "bracket":
      return "Character ranges have no meaning here. Use `*` for any text; brackets only hold an IPv6 host.";
    case "brace":
      return "Alternatives in braces have no meaning here. Write one pattern for each.";
    case "ambiguous":
      return ambiguous(text, fixes);
    case "tag":
      return `Tags aren't part of the match. Remove \`${text.slice(at).trim()}\`.`;
    case "upper-case":
      return "Repository names are lower case, so capital letters in the path match nothing. Write them small.";
    case "empty-component":
      return "A part of the path is empty. Write one name between slashes.";
    case "trailing-slash":
      return "A pattern doesn't end with a slash. Add `*` for everything below, or remove the slash.";
    case "component":
      return "No repository name looks like that: parts begin and end with a letter or digit; between them stand single `.`, `_` or `__`, or hyphens.";
    case "character":
      return "A path holds lower-case letters, digits, `.`, `_`, `-`, `/` and `*` only.";
    case "path-too-long":
      return "A repository path has at most 255 characters, so this pattern matches nothing.";
    case "too-many-stars":
      return "A pattern has at most 8 stars.";
    case "hub-star":
      return "On Docker Hub the first part of the path is written out: a star there would also cover strangers' images. Only `docker.io/*`, all of Docker Hub, may leave it open.";
    default:
      return hostSentence(text, code);
  }
}

function hostSentence(text: string, code: PatternErrorCode): string {
  switch (code) {
    case "host-empty":
      return "The host is missing before the port.";
    case "host-underscore":
      return "A host name can't hold an underscore.";
    case "ipv6":
      return "Between brackets stands an IPv6 address, without a zone: `[fd00::1]`.";
    case "port":
      return /:[^/]*:/.test(text)
        ? "An IPv6 address stands in brackets: `[fd00::1]`. A port is a number from 1 to 65535."
        : "A port is a number from 1 to 65535.";
    case "port-star":
      return "A star can't stand for a port. For a whole registry write its host and `/*`.";
    case "host-star-alone":
      return "A star can't stand for a whole host: write the host.";
    case "host-star-domain":
      return "A star can't stand in the last two parts of a host: it would cover other people's domains.";
    case "host-star-ip":
      return "A star can't stand in an IP address.";
    default:
      return "A host name is made of labels joined by single dots; a label holds letters, digits and inner hyphens.";
  }
}

function ambiguous(text: string, fixes: readonly string[]): string {
  const name = text.trim();
  const [image, host] = fixes;
  if (image === undefined)
    return `\`${name}\` could be a Docker Hub image with a tag or a host with a port. Write it out.`;
  return host === undefined
    ? `\`${name}\` looks like a Docker Hub image with a tag. Tags aren't part of the match: write \`${image}\`.`
    : `\`${name}\` could be a Docker Hub image with a tag or a host with a port. Write \`${image}\` or \`${host}\`.`;
}

function proposals(text: string, code: PatternErrorCode, at: number): string[] {
  const trimmed = text.trim();
  const before = text.slice(0, at);
  switch (code) {
    case "scheme":
      return [
        trimmed.slice(schemeLength(trimmed)),
        trimmed.slice(schemeLength(trimmed)).replace(/\/+$/, ""),
      ];
    case "space":
      return [text.replace(/\s+/g, "")];
    case "at-sign":
      return text.includes("/", at)
        ? [text.slice(at + 1)]
        : [before, before.replace(/:[^:/]*$/, "")];
    case "ambiguous":
      return [`docker.io/library/${before.trim().toLowerCase()}`, `${trimmed.toLowerCase()}/*`];
    case "tag":
      return [before];
    case "upper-case":
      return upperCaseProposals(trimmed);
    case "trailing-slash":
      return [`${text.trim()}*`, before];
    case "empty-component":
      return [trimmed.replace(/\/{2,}/g, "/").replace(/^\//, "")];
    case "question-mark":
      return [trimmed.replaceAll("?", "*")];
    case "port-star":
      return [`${text.slice(0, text.lastIndexOf(":", at))}/*`];
    case "host-star-domain":
    case "hub-star":
      return [];
    default:
      return [];
  }
}

function upperCaseProposals(text: string): string[] {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return text.includes("/") ? [lower] : [`docker.io/library/${lower}`, `${lower}:443/*`];
}
