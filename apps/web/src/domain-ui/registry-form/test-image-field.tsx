import type { Settings } from "@berth/registry-catalog";
import { useContext } from "react";
import { useFormContext } from "react-hook-form";
import { FormIdContext, fieldId } from "#src/forms/field-id.ts";
import { useField } from "#src/forms/use-field.ts";
import { Field } from "#src/ui/field.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import type { RegistryFormValues } from "./form-values.ts";
import { useRegistryForm, useSettingsNow } from "./registry-form-context.ts";
import { FixButtons, remarkLines } from "./remarks.tsx";
import { useSettleAfterPaste } from "./setting-input.tsx";
import { checkTestImage } from "./test-image.ts";
import { useFieldCheck } from "./use-field-check.ts";

const path = "testImage";

/** One image whose manifest proves access. */
export function TestImageField({
  label = "Test image",
  hint = "Give one image you expect to pull. We fetch its manifest to prove access; nothing else does.",
  optional = true,
}: {
  label?: string | undefined;
  hint?: string | undefined;
  optional?: boolean | undefined;
}) {
  const id = fieldId(useContext(FormIdContext), path);
  const { type } = useRegistryForm();
  const settings = useSettingsNow() as Settings;
  const { getValues } = useFormContext<RegistryFormValues>();
  const { registration, error } = useField(path);
  const judge = (value: unknown) =>
    checkTestImage(type, settings, typeof value === "string" ? value : "");
  const check = useFieldCheck(path, judge);
  const settle = useSettleAfterPaste(check.look);
  const judged = error ? judge(getValues(path)) : null;
  const problem = judged && !judged.ok ? judged : check.problem;
  return (
    <div data-field={path}>
      <Field
        id={id}
        label={label}
        hint={hint}
        optional={optional}
        error={error}
        notice={remarkLines(check.notices, error ? null : check.problem)}
      >
        {(control) => (
          <TextInput
            mono
            autoComplete="off"
            placeholder={exampleImage(type.defaultHost(settings))}
            {...control}
            {...registration}
            onPaste={settle}
            onBlur={(event) => {
              check.look();
              void registration.onBlur(event);
            }}
          />
        )}
      </Field>
      <FixButtons fixes={[problem?.fix]} />
    </div>
  );
}

function exampleImage(host: string | null): string {
  return `${host ?? "registry.example.com"}/team/app:v2`;
}
