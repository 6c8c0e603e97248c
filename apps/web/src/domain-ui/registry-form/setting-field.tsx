import { checkField, type SettingField as Setting, type Settings } from "@berth/registry-catalog";
import { useContext } from "react";
import { FormIdContext, fieldId } from "#src/forms/field-id.ts";
import { useField } from "#src/forms/use-field.ts";
import { Field } from "#src/ui/field.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { useRegistryForm, useSettingsNow } from "./registry-form-context.ts";
import { FixButtons, remarkLines } from "./remarks.tsx";
import { SettingChoice, SettingInput } from "./setting-input.tsx";
import { useFieldCheck } from "./use-field-check.ts";

/** One public field of a registry, drawn from what its type says about it. */
export function SettingField({ setting }: { setting: Setting }) {
  const path = `settings.${setting.name}`;
  const id = fieldId(useContext(FormIdContext), path);
  const settings = useSettingsNow();
  const judge = (value: unknown) => checkField(setting, value, settings as Settings);
  const check = useFieldCheck(path, judge);
  const { notices: together } = useRegistryForm();
  const { error } = useField(path);

  const notices = [...check.notices, ...together.filter((notice) => notice.path === path)];
  const remarks = remarkLines(notices, error ? null : check.problem);
  const judged = error ? judge(settings[setting.name]) : null;
  const problem = judged && !judged.ok ? judged : check.problem;
  const hint = setting.help === "" ? undefined : <MarkedText>{setting.help}</MarkedText>;
  return (
    <div data-field={path}>
      {setting.kind === "radio" || setting.kind === "checkbox" ? (
        <>
          <SettingChoice setting={setting} path={path} id={id} hint={hint} />
          <output className="block text-table text-muted empty:hidden">{remarks}</output>
        </>
      ) : (
        <Field
          id={id}
          label={setting.label}
          hint={hint}
          optional={!setting.required}
          error={error}
          notice={remarks}
        >
          {(control) => (
            <SettingInput setting={setting} path={path} control={control} onLook={check.look} />
          )}
        </Field>
      )}
      <FixButtons fixes={[problem?.fix, ...notices.map(({ fix }) => fix)]} />
    </div>
  );
}
