import type { ErrorCode } from "yaml";

/** Says what is wrong with a text that is no YAML in words that need no knowledge of YAML's grammar. */
export function plainReason(error: { code: ErrorCode }): string {
  return reasons[error.code] ?? "This is no valid YAML.";
}

const reasons: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: "This line is indented with a tab. YAML takes spaces only.",
  BAD_INDENT: "This line is indented differently from the lines it belongs to.",
  MISSING_CHAR:
    "Something is missing here: a closing quote, a bracket, a comma or the space after “:”.",
  MULTILINE_IMPLICIT_KEY: "A “:” is missing after this name, or it runs over several lines.",
  BLOCK_AS_IMPLICIT_KEY: "There are two “:” on this line. Put the value in quotes.",
  BLOCK_IN_FLOW: "Lines with “- ” or “name:” can't stand inside brackets.",
  BAD_DQ_ESCAPE:
    "A backslash inside double quotes has no meaning here. Use single quotes or double it.",
  BAD_SCALAR_START: "A value can't begin with this character. Put it in quotes.",
  UNEXPECTED_TOKEN: "This doesn't fit here. Often the line above lacks a “:” or a closing quote.",
  BAD_ALIAS: "The name after * or & can't be read.",
  BAD_DIRECTIVE: "A line that begins with % is no directive YAML knows.",
  KEY_OVER_1024_CHARS: "The name before this “:” is longer than 1,024 characters.",
  MULTIPLE_ANCHORS: "A value can have one & anchor only.",
  MULTIPLE_TAGS: "A value can have one ! tag only.",
  MULTIPLE_DOCS: "A second document begins here.",
  RESOURCE_EXHAUSTION: "The values here are nested too deeply.",
};
