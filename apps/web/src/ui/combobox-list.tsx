import { Autocomplete } from "@base-ui/react/autocomplete";
import { type RefObject, useEffect, useRef, useState } from "react";
import { classNames } from "#src/lib/class-names.ts";
import type { ComboboxProps, Suggestion } from "./combobox-props.ts";
import { inputStyles } from "./field.tsx";

/** Suggestions drawn at once; more would only be scrolled past. */
const shownMax = 50;

/**
 * The working half of a `Combobox`, in a chunk of its own. The list is "inline" for the library, and opened and placed
 * here: its own popup hides the rest of the page, the field's label included, from assistive technology.
 */
export function ComboboxList({
  value,
  onChange,
  suggestions,
  mono = false,
  takeFocus,
  className,
  onBlur,
  onKeyDown,
  ...input
}: ComboboxProps & { takeFocus: RefObject<boolean> }) {
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const fitting = suggestions.filter((item) => fits(item, value)).slice(0, shownMax);
  const shown = open && fitting.length > 0;

  useEffect(() => {
    if (takeFocus.current) field.current?.focus();
  }, [takeFocus]);

  return (
    <div className="relative">
      <Autocomplete.Root
        inline
        open
        items={shown ? fitting : []}
        filter={null}
        value={value}
        onValueChange={(next) => {
          onChange(next);
          setOpen(true);
        }}
        itemToStringValue={(item: Suggestion) => item.value}
      >
        <Autocomplete.Input
          {...input}
          ref={field}
          aria-expanded={shown}
          onClick={() => setOpen(true)}
          onBlur={(event) => {
            setOpen(false);
            onBlur?.(event);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" || event.key === "ArrowUp") setOpen(true);
            if (event.key === "Escape" && shown) {
              // Closes the list and nothing behind it, such as a dialog; what was typed stays.
              event.preventDefault();
              event.stopPropagation();
              event.preventBaseUIHandler();
              setOpen(false);
            }
            onKeyDown?.(event);
          }}
          className={classNames(inputStyles, mono && "font-mono", className)}
          {...(mono ? { spellCheck: false, autoCapitalize: "off", autoCorrect: "off" } : {})}
        />
        <Autocomplete.List
          // Pressing on the list must not take the focus from the field, which would close it first.
          onMouseDown={(event) => event.preventDefault()}
          hidden={!shown}
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-md border border-divider bg-canvas p-1 shadow-popup"
        >
          {(item: Suggestion) => (
            <Autocomplete.Item
              key={item.value}
              value={item}
              // Enter on the highlighted item clicks it as well.
              onClick={() => {
                onChange(item.value);
                setOpen(false);
              }}
              className="flex min-h-8 cursor-default flex-wrap items-center gap-x-3 rounded-sm px-2 py-1 select-none data-highlighted:bg-selected pointer-coarse:min-h-11"
            >
              <span className={mono ? "reference-text" : ""}>{item.value}</span>
              {item.detail ? <span className="text-table text-muted">{item.detail}</span> : null}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </div>
  );
}

function fits({ value, detail = "" }: Suggestion, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return value.toLowerCase().includes(wanted) || detail.toLowerCase().includes(wanted);
}
