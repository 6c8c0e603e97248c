import type { ReactNode } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { StatusGlyph, type StatusShape } from "./status-glyph.tsx";
import { type Tone, tonePanel, toneText } from "./tone.ts";

/**
 * A status in one or two words with its shape and colour. `plain` stands in tables, `filled` in headings.
 * `detail` follows in muted text: "Healthy · checked 4 minutes ago".
 */
export function StatusBadge({
  shape,
  tone,
  word,
  detail,
  look = "plain",
}: {
  shape: StatusShape;
  tone: Tone;
  word: string;
  detail?: ReactNode;
  look?: "plain" | "filled" | undefined;
}) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1 xl:in-[td]:flex-nowrap">
      <span
        className={classNames(
          "inline-flex items-baseline gap-1.5 font-medium *:self-center md:whitespace-nowrap",
          look === "filled"
            ? `${tonePanel[tone]} rounded-full border border-transparent px-2 py-0.5`
            : toneText[tone],
        )}
      >
        <StatusGlyph shape={shape} />
        {word}
      </span>
      {detail ? (
        <span className="text-muted xl:in-[td]:whitespace-nowrap">
          <span aria-hidden="true">· </span>
          {detail}
        </span>
      ) : null}
    </span>
  );
}
