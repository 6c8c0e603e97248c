import type { FieldOption } from "@berth/registry-catalog";
import { useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { Combobox } from "#src/ui/combobox.tsx";
import type { FieldControlProps } from "#src/ui/field.tsx";
import { xGlyph } from "#src/ui/glyphs.ts";
import { IconButton } from "#src/ui/icon-button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

/** Any number of short texts: what stands already as removable items, and a field that adds more, several at a time too. */
export function ListInput({
  items,
  onChange,
  options,
  placeholder,
  label,
  id,
  ...control
}: FieldControlProps & {
  items: readonly string[];
  onChange: (items: string[]) => void;
  options: readonly FieldOption[];
  placeholder?: string | undefined;
  /** Names the list, as in "Remove eu-west-1 from Regions". */
  label: string;
}) {
  const [text, setText] = useState("");
  const add = () => {
    const fresh = text.split(/[\s,;]+/).filter((item) => item !== "" && !items.includes(item));
    setText("");
    if (fresh.length === 0) return;
    onChange([...items, ...new Set(fresh)]);
    announce(`Added ${fresh.join(", ")}`);
  };
  return (
    <div className="space-y-2">
      {items.length > 0 ? (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {items.map((item) => (
            <li
              key={item}
              className="flex items-center gap-1 rounded-md border border-control bg-subtle ps-2"
            >
              <MonoText>{item}</MonoText>
              <IconButton
                size="small"
                glyph={xGlyph}
                label={`Remove ${item} from ${label}`}
                onClick={() => {
                  onChange(items.filter((other) => other !== item));
                  document.getElementById(id)?.focus();
                  announce(`Removed ${item}`);
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex gap-2">
        <div className="min-w-0 grow">
          <Combobox
            {...control}
            id={id}
            mono
            autoComplete="off"
            placeholder={items.length === 0 ? placeholder : undefined}
            value={text}
            onChange={setText}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.ctrlKey || event.metaKey || text.trim() === "")
                return;
              // Enter takes the suggestion first; what was typed on the way to it is no answer.
              if (event.currentTarget.getAttribute("aria-activedescendant")) return;
              event.preventDefault();
              add();
            }}
            suggestions={options
              .filter(({ value }) => !items.includes(value))
              .map(({ value, label: detail }) => ({
                value,
                detail: detail === value ? undefined : detail,
              }))}
          />
        </div>
        <Button onClick={add}>Add</Button>
      </div>
    </div>
  );
}
