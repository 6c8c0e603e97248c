import type { FileProblem } from "@berth/image-files";
import { toneText, type Tone } from "#src/ui/tone.ts";
import type { FileRow } from "./file-row.ts";
import { rowLooks } from "./row-look.ts";

/** What stands in the gutter beside a line: the same in form and colour as in the table. */
export interface LineMark {
  readonly sign: string;
  readonly look: string;
}

const signs: Record<Tone, string> = {
  success: "✓",
  warning: "!",
  danger: "✕",
  info: "•",
  neutral: "•",
};
const gravity: readonly Tone[] = ["danger", "warning", "info", "neutral", "success"];

export function lineMarks(
  rows: readonly FileRow[],
  problems: readonly FileProblem[],
): ReadonlyMap<number, LineMark> {
  const tones = new Map<number, Tone>();
  const put = (line: number, tone: Tone) => {
    const before = tones.get(line);
    if (before === undefined || gravity.indexOf(tone) < gravity.indexOf(before))
      tones.set(line, tone);
  };
  for (const { image, state } of rows) put(image.line, rowLooks[state].tone);
  for (const { line } of problems) put(line, "danger");
  return new Map(
    [...tones].map(([line, tone]) => [line, { sign: signs[tone], look: toneText[tone] }]),
  );
}
