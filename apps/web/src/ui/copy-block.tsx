import { useRef } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { CopyButton } from "./copy-button.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

/** A piece of a text to copy; a gap stands for a value that is not known yet. */
export type CopyPart = { text: string } | { gap: string; onFill?: (() => void) | undefined };

/**
 * Commands, a policy or a line of configuration to copy, without prompt signs. Gaps are drawn as `‹region›` chips;
 * a chip with `onFill` leads to the field that fills it.
 */
export function CopyBlock({
  parts,
  what,
  title,
  wrap = false,
}: {
  parts: readonly CopyPart[];
  /** What is copied, as in "Copy policy". */
  what: string;
  title?: string | undefined;
  /** For sentences, and for one long word; what is run or saved keeps its lines. */
  wrap?: boolean | undefined;
}) {
  const content = useRef<HTMLElement>(null);
  const text = parts.map((part) => ("text" in part ? part.text : `‹${part.gap}›`)).join("");
  const missing = new Set(parts.flatMap((part) => ("gap" in part ? [part.gap] : []))).size;
  return (
    <figure
      className="overflow-hidden rounded-md border border-divider bg-subtle"
      data-print="keep"
    >
      <figcaption className="flex flex-wrap items-center justify-end gap-x-3 border-b border-divider py-1 ps-3 pe-1 text-table text-muted">
        <span className="min-w-0 flex-1 basis-40 py-1 wrap-anywhere">{title ?? what}</span>
        <CopyButton
          text={text}
          what={what}
          missing={missing}
          source={content}
          size="small"
          variant="quiet"
        />
      </figcaption>
      <ScrollRegion label={title ?? what} className="overflow-x-auto">
        <pre
          className={classNames(
            "p-3 text-table",
            wrap ? "whitespace-pre-wrap wrap-anywhere" : "w-max",
          )}
        >
          <code ref={content}>
            {parts.map((part, index) =>
              "text" in part ? part.text : <Gap key={index} name={part.gap} onFill={part.onFill} />,
            )}
          </code>
        </pre>
      </ScrollRegion>
    </figure>
  );
}

function Gap({ name, onFill }: { name: string; onFill?: (() => void) | undefined }) {
  const look = "rounded-sm bg-warning-bg px-1 text-warning";
  if (!onFill) return <span className={look}>‹{name}›</span>;
  return (
    <button
      type="button"
      onClick={onFill}
      className={`relative ${look} underline decoration-dotted`}
    >
      ‹{name}›<span className="sr-only"> is missing. Go to the field.</span>
    </button>
  );
}
