import type { ComponentProps } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { inputStyles } from "./field.tsx";

export interface SelectOption {
  value: string;
  label: string;
}

/** Options under one heading. */
export interface SelectGroup {
  label: string;
  options: readonly SelectOption[];
}

/**
 * One value of a short list. The browser's own control: it works on every device, in forced colours and with every
 * assistive technology, at no cost. Long lists and free text take a `Combobox`.
 */
export function Select({
  options,
  className,
  ...rest
}: Omit<ComponentProps<"select">, "children" | "multiple"> & {
  options: readonly (SelectOption | SelectGroup)[];
}) {
  return (
    <select {...rest} className={classNames(inputStyles, className)}>
      {options.map((option) =>
        "options" in option ? (
          <optgroup key={option.label} label={option.label}>
            {option.options.map((inner) => (
              <option key={inner.value} value={inner.value}>
                {inner.label}
              </option>
            ))}
          </optgroup>
        ) : (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ),
      )}
    </select>
  );
}
