import type { ComponentProps, MouseEvent } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { type ButtonSize, buttonStyles, type ButtonVariant } from "./button-styles.ts";
import { Spinner } from "./spinner.tsx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "disabled"> {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** The words while the work runs, e.g. "Saving…". Further clicks do nothing, and the button keeps the focus. */
  busy?: string | false | undefined;
  /** Why the button can do nothing now. It stays reachable; show the reason beside it and name it in `aria-describedby`. */
  unavailable?: boolean | undefined;
}

/** A button. Never `disabled`: a disabled button can neither be reached nor say why. */
export function Button({
  variant,
  size,
  busy = false,
  unavailable = false,
  type = "button",
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const inert = busy !== false || unavailable;
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (inert) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      onClick={handleClick}
      aria-disabled={inert || undefined}
      className={classNames(buttonStyles(variant, size), className)}
    >
      {busy === false ? (
        children
      ) : (
        <>
          <Spinner />
          {busy}
        </>
      )}
    </button>
  );
}
