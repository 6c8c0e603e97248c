import { createElement } from "react";
import { classNames } from "#src/lib/class-names.ts";
import type { Glyph } from "./glyphs.ts";

/** A decorative icon, 16 px unless told, and larger with larger text; whatever it means is said in words beside it. */
export function Icon({
  glyph,
  size = 16,
  className,
}: {
  glyph: Glyph;
  size?: 16 | 20;
  className?: string | undefined;
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 16 ? 2.25 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={classNames("shrink-0", className)}
    >
      {glyph.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}
