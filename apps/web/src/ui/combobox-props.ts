import type { ComponentProps } from "react";

export interface Suggestion {
  value: string;
  /** Words behind the value, e.g. a region's name. They are searched as well. */
  detail?: string | undefined;
}

export interface ComboboxProps extends Omit<
  ComponentProps<"input">,
  "value" | "onChange" | "defaultValue"
> {
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly Suggestion[];
  /** For references, patterns, regions and hosts. */
  mono?: boolean | undefined;
}
