import type { ComponentProps } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { inputStyles } from "./field.tsx";

/** Several lines of text. `mono` as for `TextInput`. */
export function TextArea({
  mono = false,
  className,
  rows = 5,
  ...rest
}: ComponentProps<"textarea"> & { mono?: boolean | undefined }) {
  const exact = mono
    ? ({ spellCheck: false, autoCapitalize: "off", autoCorrect: "off" } as const)
    : {};
  return (
    <textarea
      {...exact}
      rows={rows}
      {...rest}
      className={classNames(inputStyles, "resize-y", mono && "font-mono", className)}
    />
  );
}
