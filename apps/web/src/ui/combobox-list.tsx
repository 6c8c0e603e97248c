import { Autocomplete } from "@base-ui/react/autocomplete";
import { type RefObject, useEffect, useRef } from "react";
import { classNames } from "#src/lib/class-names.ts";
import type { ComboboxProps } from "./combobox.tsx";
import { inputStyles } from "./field.tsx";
import { popupStyles } from "./popup-styles.ts";

export interface Suggestion {
  value: string;
  /** Words behind the value, e.g. a region's name. They are searched as well. */
  detail?: string | undefined;
}

/** Suggestions drawn at once; more would only be scrolled past. */
const shownMax = 50;

/** The working half of a `Combobox`, in a chunk of its own. */
export function ComboboxList({
  value,
  onChange,
  suggestions,
  mono = false,
  takeFocus,
  className,
  ...input
}: ComboboxProps & { takeFocus: RefObject<boolean> }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takeFocus.current) field.current?.focus();
  }, [takeFocus]);

  return (
    <Autocomplete.Root
      items={suggestions}
      value={value}
      onValueChange={onChange}
      itemToStringValue={(item: Suggestion) => item.value}
      filter={(item: Suggestion, query: string) => fits(item, query)}
      limit={shownMax}
      openOnInputClick
    >
      <Autocomplete.Input
        {...input}
        ref={field}
        className={classNames(inputStyles, mono && "font-mono", className)}
        {...(mono ? { spellCheck: false, autoCapitalize: "off", autoCorrect: "off" } : {})}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} className="z-50">
          <Autocomplete.Popup
            className={classNames(popupStyles, "w-(--anchor-width) min-w-56 empty:hidden")}
          >
            <Autocomplete.List className="p-1 empty:hidden">
              {(item: Suggestion) => (
                <Autocomplete.Item
                  key={item.value}
                  value={item}
                  className="flex min-h-8 cursor-default flex-wrap items-center gap-x-3 rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-selected pointer-coarse:min-h-11"
                >
                  <span className={mono ? "reference-text" : ""}>{item.value}</span>
                  {item.detail ? (
                    <span className="text-table text-muted">{item.detail}</span>
                  ) : null}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function fits({ value, detail = "" }: Suggestion, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return value.toLowerCase().includes(wanted) || detail.toLowerCase().includes(wanted);
}
