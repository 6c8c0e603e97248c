import { checkSettings } from "@berth/registry-catalog";
import { useContext, useMemo } from "react";
import { type FieldErrors, useFormContext, useFormState, useWatch } from "react-hook-form";
import { FormIdContext, fieldId } from "#src/forms/field-id.ts";
import { ImageTester } from "../pattern-tester/image-tester.tsx";
import { PatternRows } from "../pattern-tester/pattern-rows.tsx";
import { patternField } from "../pattern-tester/pattern-tester.tsx";
import { PreviewFailure } from "../pattern-tester/preview-failure.tsx";
import { usePatternTester } from "../pattern-tester/use-pattern-tester.ts";
import { WhatIfPanel } from "../pattern-tester/what-if-panel.tsx";
import { filledSettings, type RegistryFormValues } from "./form-values.ts";
import { PatternSuggestions } from "./pattern-suggestions.tsx";
import { useRegistryForm } from "./registry-form-context.ts";

/** Which images the registry serves: the patterns, ready suggestions, and under them what they do to images. */
export function PatternSection({
  org,
  registryId,
  name,
}: {
  org: string;
  /** Null for a registry that is not saved yet. */
  registryId: string | null;
  name: string;
}) {
  const { type } = useRegistryForm();
  const form = useFormContext<RegistryFormValues>();
  const formId = useContext(FormIdContext);
  const [settings, patterns, testImage] = useWatch({ control: form.control, name: watched });
  const { errors } = useFormState({ control: form.control, name: "patterns" });
  const filled = useMemo(() => filledSettings(type, settings), [type, settings]);
  const checked = checkSettings(type, filled);
  const texts = patterns.map(({ text }) => text);
  const tester = usePatternTester({
    org,
    registry: {
      id: registryId,
      name,
      type: type.slug,
      settings: filled,
      hostRule: checked.ok ? checked.hostRule : null,
    },
    patterns: texts,
    initialImages: testImage === "" ? undefined : [testImage],
  });
  const change = (next: readonly string[]) => {
    form.setValue(
      "patterns",
      next.map((text) => ({ text })),
      { shouldDirty: true },
    );
    form.clearErrors("patterns");
  };
  // The summary's line about all patterns together leads to the first field in here.
  const id = fieldId(formId, "patterns");
  const idOf = (place: number) => fieldId(formId, `patterns.${place}.text`);

  return (
    <section id={id} aria-labelledby={`${id}-title`} className="space-y-4">
      <div>
        <h2 id={`${id}-title`} className="text-lead font-semibold">
          Patterns
        </h2>
        <p className="max-w-prose text-table text-muted">
          Images that fit a pattern are pulled with this registry's credential.
        </p>
      </div>
      <PatternRows
        tester={tester}
        stacked
        onChange={change}
        fieldId={idOf}
        errors={rowErrors(errors.patterns)}
      />
      <PatternSuggestions
        onAdd={(text) => change([...texts.filter((one) => one.trim() !== ""), text])}
      />
      <ImageTester tester={tester} patternField={(place) => patternField(idOf(place))} />
      <PreviewFailure preview={tester.preview} />
      <WhatIfPanel tester={tester} />
    </section>
  );
}

function rowErrors(errors: FieldErrors<RegistryFormValues>["patterns"]): Map<number, string> {
  const found = new Map<number, string>();
  if (!Array.isArray(errors)) return found;
  for (const [place, error] of errors.entries()) {
    const message: unknown = error?.text?.message;
    if (typeof message === "string") found.set(place, message);
  }
  return found;
}

// Outside the component: a new list at each render would subscribe anew each time.
const watched = ["settings", "patterns", "testImage"] as const;
