import { classNames } from "#src/lib/class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "medium" | "small";

// The border is there in every variant: in forced colours it is all that is left of a button.
const shape =
  "inline-flex items-center justify-center gap-2 rounded-md border font-medium no-underline select-none transition-colors duration-[120ms] aria-disabled:opacity-60 print:hidden";

const variants: Record<ButtonVariant, string> = {
  primary:
    "border-transparent bg-accent text-on-accent hover:bg-accent-strong aria-disabled:hover:bg-accent",
  secondary:
    "border-control bg-canvas text-fg hover:bg-subtle active:bg-inset aria-disabled:hover:bg-canvas",
  quiet:
    "border-transparent bg-transparent text-fg hover:bg-inset aria-disabled:hover:bg-transparent",
  danger:
    "border-transparent bg-danger-button text-on-danger-button hover:bg-danger-button-strong aria-disabled:hover:bg-danger-button",
};

const sizes: Record<ButtonSize, string> = {
  medium: "min-h-9 px-3 text-body pointer-coarse:min-h-11",
  small: "min-h-7 px-2 text-table pointer-coarse:min-h-9",
};

// On a phone with large text some words are longer than their line; elsewhere they stay on one.
const words = "max-md:max-w-full max-md:shrink-0 md:whitespace-nowrap";

/** The look of a button, also for links that lead to an action: `<Link className={buttonStyles()}>`. */
export function buttonStyles(
  variant: ButtonVariant = "secondary",
  size: ButtonSize = "medium",
): string {
  return classNames(shape, words, variants[variant], sizes[size]);
}

/** A square button that shows an icon alone. */
export function iconButtonStyles(size: ButtonSize = "medium"): string {
  const square =
    size === "small" ? "size-7 pointer-coarse:size-9" : "size-9 pointer-coarse:size-11";
  return classNames(shape, variants.quiet, square, "text-muted hover:text-fg");
}
