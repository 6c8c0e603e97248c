import { lazy, Suspense, useRef } from "react";
import type { ComboboxProps } from "./combobox-props.ts";
import { TextInput } from "./text-input.tsx";

const ComboboxList = lazy(async () => ({
  default: (await import("./combobox-list.tsx")).ComboboxList,
}));

/**
 * A text field with suggestions; any text is allowed. Until the list's code has arrived it is a plain field, and what
 * was typed and the focus carry over.
 */
export function Combobox(props: ComboboxProps) {
  const focused = useRef(false);
  const { suggestions: _, onChange, ...input } = props;
  return (
    <Suspense
      fallback={
        <TextInput
          {...input}
          onChange={(event) => onChange(event.currentTarget.value)}
          onFocus={() => {
            focused.current = true;
          }}
          onBlur={() => {
            focused.current = false;
          }}
        />
      }
    >
      <ComboboxList {...props} takeFocus={focused} />
    </Suspense>
  );
}
