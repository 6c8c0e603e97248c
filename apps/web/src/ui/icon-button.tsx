import type { ComponentProps } from "react";
import type { Glyph } from "./glyphs.ts";
import { classNames } from "#src/lib/class-names.ts";
import { type ButtonSize, iconButtonStyles } from "./button-styles.ts";
import { Icon } from "./icon.tsx";

/** A button that shows only an icon; `label` is its name. */
export function IconButton({
  glyph,
  label,
  size = "medium",
  className,
  ...rest
}: Omit<ComponentProps<"button">, "disabled" | "children" | "aria-label"> & {
  glyph: Glyph;
  label: string;
  size?: ButtonSize | undefined;
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames(iconButtonStyles(size), className)}
    >
      <Icon glyph={glyph} size={size === "small" ? 16 : 20} />
    </button>
  );
}
