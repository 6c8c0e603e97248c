import { chevronRightGlyph } from "./glyphs.ts";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** Content behind a button. Native, so it opens for find-in-page, for print and without a script. */
export function Disclosure({
  summary,
  children,
  id,
  open,
  onToggle,
}: {
  summary: ReactNode;
  children: ReactNode;
  /** Names it in the address: `#step-token`. */
  id?: string | undefined;
  open?: boolean | undefined;
  onToggle?: ((open: boolean) => void) | undefined;
}) {
  return (
    <details
      id={id}
      open={open}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
      className="group/disclosure"
    >
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm text-accent [&::-webkit-details-marker]:hidden">
        <Icon
          glyph={chevronRightGlyph}
          className="transition-transform duration-[120ms] group-open/disclosure:rotate-90"
        />
        {summary}
      </summary>
      <div className="pt-2 ps-5">{children}</div>
    </details>
  );
}
