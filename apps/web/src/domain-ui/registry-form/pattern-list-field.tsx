import { describePattern } from "@berth/image-pattern";
import { checkPatternFor, type Settings } from "@berth/registry-catalog";
import { useContext, useState } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { FormIdContext, fieldId } from "#src/forms/field-id.ts";
import { useField } from "#src/forms/use-field.ts";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { FieldError, inputStyles } from "#src/ui/field.tsx";
import { plusGlyph, trashGlyph } from "#src/ui/glyphs.ts";
import { IconButton } from "#src/ui/icon-button.tsx";
import { Icon } from "#src/ui/icon.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import type { RegistryFormValues } from "./form-values.ts";
import { useRegistryForm, useSettingsNow } from "./registry-form-context.ts";

/** Which images the registry serves: one line for each pattern, with what it covers in words, and ready suggestions. */
export function PatternListField({ hint }: { hint?: string | undefined }) {
  const { control } = useFormContext<RegistryFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "patterns" });
  const id = fieldId(useContext(FormIdContext), "patterns");
  const { error } = useField("patterns");
  const add = (text: string) => {
    append({ text }, { shouldFocus: text === "" });
    if (text !== "") announce(`Added pattern ${text}`);
  };
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={error ? "border-s-4 border-danger ps-3" : ""}
      aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
    >
      <legend className="font-medium">Patterns</legend>
      <div id={`${id}-hint`} className="max-w-prose text-table text-muted">
        {hint ?? "Images that fit a pattern are pulled with this registry's credential."}
      </div>
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
      <div className="mt-1 space-y-3">
        {fields.map((field, index) => (
          <PatternRow
            key={field.id}
            index={index}
            only={fields.length === 1}
            onRemove={() => {
              remove(index);
              document.getElementById(id)?.focus();
              announce("Removed the pattern");
            }}
          />
        ))}
        <Button size="small" onClick={() => add("")}>
          <Icon glyph={plusGlyph} />
          Add pattern
        </Button>
        <Suggestions onAdd={add} />
      </div>
    </fieldset>
  );
}

function PatternRow({
  index,
  only,
  onRemove,
}: {
  index: number;
  only: boolean;
  onRemove: () => void;
}) {
  const path = `patterns.${index}.text` as const;
  const form = useFormContext<RegistryFormValues>();
  const id = fieldId(useContext(FormIdContext), path);
  const { registration, error } = useField(path);
  const text = useWatch({ control: form.control, name: path }) ?? "";
  const [left, setLeft] = useState(true);
  const { type } = useRegistryForm();
  const settings = useSettingsNow() as Settings;
  const result = checkPatternFor({ type, settings, hostRule: type.hostRule(settings) }, text);
  const told = result.ok || text.trim() === "" || !(left || error) ? null : result;
  const setText = (value: string) => {
    form.setValue(path, value, { shouldDirty: true });
    form.clearErrors(path);
    document.getElementById(id)?.focus();
  };
  return (
    <div className={error ? "border-s-4 border-danger ps-3" : ""}>
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
      <div className="flex gap-2">
        <input
          {...registration}
          id={id}
          aria-label={`Pattern ${index + 1}`}
          aria-describedby={[error ? `${id}-error` : "", `${id}-words`].join(" ").trim()}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          className={`${inputStyles} font-mono`}
          onChange={(event) => {
            setLeft(false);
            void registration.onChange(event);
          }}
          onBlur={(event) => {
            setLeft(true);
            void registration.onBlur(event);
          }}
        />
        {only ? null : (
          <IconButton glyph={trashGlyph} label={`Remove pattern ${index + 1}`} onClick={onRemove} />
        )}
      </div>
      <p id={`${id}-words`} className="mt-1 max-w-prose text-table wrap-anywhere text-muted">
        {result.ok ? <MarkedText>{describePattern(result.pattern) ?? ""}</MarkedText> : null}
        {told && !error ? (
          <span className="flex gap-1.5 text-fg">
            <span className="pt-0.5 text-warning">
              <StatusGlyph shape="triangle-alert" />
              <span className="sr-only">Warning: </span>
            </span>
            <span>
              <MarkedText>{told.message}</MarkedText>
            </span>
          </span>
        ) : null}
      </p>
      {told && told.fixes.length > 0 ? (
        <div className="mt-1 flex flex-wrap gap-2">
          {told.fixes.slice(0, 2).map((fix) => (
            <Button key={fix} size="small" className="max-w-full" onClick={() => setText(fix)}>
              Use <MonoText className="truncate">{fix}</MonoText>
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function Suggestions({ onAdd }: { onAdd: (text: string) => void }) {
  const { type } = useRegistryForm();
  const settings = useSettingsNow() as Settings;
  const { control } = useFormContext<RegistryFormValues>();
  const [testImage, patterns] = useWatch({ control, name: suggestedFrom });
  const taken = new Set(patterns.map(({ text }) => text.trim()));
  const left = type
    .suggestPatterns(settings, testImage === "" ? null : testImage)
    .filter(({ text }) => !taken.has(text));
  if (left.length === 0) return null;
  return (
    <div>
      <p className="text-table text-muted">Suggested:</p>
      <ul className="mt-1 space-y-1.5">
        {left.map(({ text, covers }) => (
          <li key={text} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-table">
            <Button size="small" className="max-w-full" onClick={() => onAdd(text)}>
              <span className="sr-only">Add pattern </span>
              <MonoText className="truncate">{text}</MonoText>
            </Button>
            <span className="text-muted">
              <MarkedText>{covers}</MarkedText>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

// Outside the component: a new list at each render would subscribe anew each time.
const suggestedFrom = ["testImage", "patterns"] as const;
