import type { Command, GuideFile, Template, TemplatePart } from "./guide.ts";

/** What may stand in a template's `{name}`: a value, or the field that still lacks one. */
export interface Gap {
  /** Setting that supplies the value; a click on the empty gap leads there. */
  readonly field: string | null;
  /** Shown as `‹label›` while the value is missing. */
  readonly label: string;
  /** "" while missing. */
  readonly value: string;
}
export type Gaps = Readonly<Record<string, Gap>>;

/**
 * Fills a command. Lines are words separated by single spaces; `{name}` stands for a gap. A word with
 * a gap is quoted as a whole when its value asks for it, in each shell's own way; words without gaps
 * are taken as they are. Give `powershell` where the command itself differs there.
 */
export function command(
  title: string,
  lines: readonly string[],
  gaps: Gaps,
  powershell: readonly string[] = lines,
): Command {
  const bash = fillLines(lines, gaps, quoteBash);
  const other = fillLines(powershell, gaps, quotePowerShell);
  return sameTemplate(bash, other) ? { title, bash } : { title, bash, powershell: other };
}

/** Fills a JSON file; in its strings `{name}` stands for a gap. */
export function jsonFile(name: string, title: string, content: unknown, gaps: Gaps): GuideFile {
  const text = JSON.stringify(content, null, 2);
  const escape = (value: string) => JSON.stringify(value).slice(1, -1);
  return {
    name,
    title,
    content: merge(
      fill(text, gaps).map((part) => (part.kind === "value" ? textPart(escape(part.text)) : part)),
    ),
  };
}

type Quote = (word: string) => {
  readonly open: string;
  readonly close: string;
  escape(value: string): string;
};

function fillLines(lines: readonly string[], gaps: Gaps, quote: Quote): Template {
  const parts: TemplatePart[] = [];
  lines.forEach((line, row) => {
    if (row > 0) parts.push(textPart("\n"));
    line.split(" ").forEach((word, column) => {
      if (column > 0) parts.push(textPart(" "));
      parts.push(...fillWord(word, gaps, quote));
    });
  });
  return merge(parts);
}

function fillWord(word: string, gaps: Gaps, quote: Quote): TemplatePart[] {
  const parts = fill(word, gaps);
  if (parts.every((part) => part.kind === "text")) return [textPart(word)];
  const known = parts.map((part) => (part.kind === "gap" ? "" : part.text)).join("");
  const quoted = quote(known);
  const inside = parts.map((part) =>
    part.kind === "gap" ? part : textPart(quoted.escape(part.text)),
  );
  return [textPart(quoted.open), ...inside, textPart(quoted.close)];
}

type FilledPart = TemplatePart | { readonly kind: "value"; readonly text: string };

function fill(text: string, gaps: Gaps): FilledPart[] {
  return text.split(/(\{[a-z][A-Za-z0-9]*\})/).map((piece): FilledPart => {
    const gap = /^\{.*\}$/.test(piece) ? gaps[piece.slice(1, -1)] : undefined;
    if (gap === undefined) return textPart(piece);
    if (gap.value === "") return { kind: "gap", field: gap.field, label: gap.label };
    return { kind: "value", text: gap.value };
  });
}

const bare = { open: "", close: "", escape: (value: string) => value };

const quoteBash: Quote = (word) =>
  /^[A-Za-z0-9@%+=:,./_-]*$/.test(word)
    ? bare
    : { open: "'", close: "'", escape: (value) => value.replaceAll("'", "'\\''") };

// PowerShell gives `@`, `,` and `%` a meaning of their own, and splits `-name.x` and `-name:x` in two.
const quotePowerShell: Quote = (word) =>
  /^[A-Za-z0-9=./_:-]*$/.test(word) && !/^-.*[.:]/.test(word)
    ? bare
    : {
        open: "'",
        close: "'",
        escape: (value) => value.replaceAll(/['‘’‚‛]/g, (mark) => mark + mark),
      };

function textPart(text: string): TemplatePart {
  return { kind: "text", text };
}

function merge(parts: readonly TemplatePart[]): Template {
  const merged: TemplatePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === "text" && last?.kind === "text")
      merged[merged.length - 1] = textPart(last.text + part.text);
    else if (part.kind === "gap" || part.text !== "") merged.push(part);
  }
  return merged;
}

function sameTemplate(a: Template, b: Template): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
