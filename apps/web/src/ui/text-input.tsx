import type { ComponentProps } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { inputStyles } from "./field.tsx";

/** A text input. `mono` for references, patterns, hosts and ids, which no spell checker or capitaliser may touch. */
export function TextInput({
  mono = false,
  className,
  ...rest
}: ComponentProps<"input"> & { mono?: boolean | undefined }) {
  const exact = mono
    ? ({ spellCheck: false, autoCapitalize: "off", autoCorrect: "off" } as const)
    : {};
  return (
    <input
      type="text"
      {...exact}
      {...rest}
      className={classNames(inputStyles, mono && "font-mono", className)}
    />
  );
}
