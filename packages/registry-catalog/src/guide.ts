import type { Fix } from "./issue.ts";

/** The four fixed steps of the guided setup. */
export const guideStepIds = ["where", "create", "paste", "check"] as const;
export type GuideStepId = (typeof guideStepIds)[number];

export interface GuideStep {
  readonly id: GuideStepId;
  readonly title: string;
  readonly blocks: readonly GuideBlock[];
}

/**
 * Texts may hold `code` between back-quotes, and between double asterisks the name of a control in
 * somebody else's console; nothing else is markup.
 */
export type GuideBlock =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "note";
      readonly tone: "info" | "warning";
      readonly text: string;
      /** What can be done about it with one click. */
      readonly fix?: Fix | undefined;
    }
  /** To be done one after another, for example in the cloud's own console. */
  | { readonly kind: "steps"; readonly items: readonly string[] }
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "file"; readonly file: GuideFile }
  /** What the other side calls a value, and the field here that takes it. */
  | { readonly kind: "mapping"; readonly rows: readonly { from: string; to: string }[] }
  | { readonly kind: "link"; readonly label: string; readonly href: string };

/** Commands to copy; `powershell` is there only where it differs from `bash`. Never holds a secret. */
export interface Command {
  readonly title: string;
  readonly bash: Template;
  readonly powershell?: Template | undefined;
}

/** A file to save beside the commands, such as a policy. */
export interface GuideFile {
  readonly name: string;
  readonly title: string;
  readonly content: Template;
}

/**
 * Text with gaps. A gap stands for a value that is still missing; its chip leads to the setting that
 * supplies it. A gap without a field is for the reader to fill in.
 * Values that are known are already in the text, quoted for the shell.
 */
export type Template = readonly TemplatePart[];
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "gap"; readonly field: string | null; readonly label: string };

/** The text to copy; gaps read `‹label›`. */
export function renderTemplate(template: Template): string {
  return template.map((part) => (part.kind === "text" ? part.text : `‹${part.label}›`)).join("");
}

/** What is still missing, each once: the name of the setting, or the label of a gap without one. */
export function missingIn(template: Template): readonly string[] {
  return [
    ...new Set(template.flatMap((part) => (part.kind === "gap" ? [part.field ?? part.label] : []))),
  ];
}
