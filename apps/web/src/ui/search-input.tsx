import { type ComponentProps, useEffect, useRef, useState } from "react";
import { TextInput } from "./text-input.tsx";

const settleMs = 150;

/**
 * A search field whose value lives in the address. What is typed stands at once; `onChange` follows when the typing
 * pauses, because the address answers too late for a fast typist. A value that changes from outside replaces the text.
 */
export function SearchInput({
  value,
  onChange,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "onChange" | "type"> & {
  value: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    clearTimeout(timer.current);
    setText(value);
  }, [value]);

  return (
    <TextInput
      {...rest}
      type="search"
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          sent.current = next;
          onChange(next);
        }, settleMs);
      }}
    />
  );
}
