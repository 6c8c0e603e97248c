import type {
  Notice,
  SecretField as Sealed,
  SecretValues,
  Settings,
} from "@berth/registry-catalog";
import { type ClipboardEvent, useContext, useEffect, useRef, useState } from "react";
import { useController, useFormContext, useWatch } from "react-hook-form";
import { FormIdContext, fieldId } from "#src/forms/field-id.ts";
import { useField } from "#src/forms/use-field.ts";
import { replaceText } from "#src/lib/replace-text.ts";
import { Button } from "#src/ui/button.tsx";
import { Field, type FieldControlProps } from "#src/ui/field.tsx";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { PasswordInput } from "#src/ui/password-input.tsx";
import { DocumentInput } from "./document-input.tsx";
import type { RegistryFormValues } from "./form-values.ts";
import { useRegistryForm, useSettingsNow } from "./registry-form-context.ts";
import { FixButtons, remarkLines } from "./remarks.tsx";
import { useSettleAfterPaste } from "./setting-input.tsx";
import { useFieldCheck } from "./use-field-check.ts";

/** One sealed field. What is typed stays in the form's memory and goes to the server alone. */
export function SecretField({ sealed }: { sealed: Sealed }) {
  const path = `secret.${sealed.name}`;
  const id = fieldId(useContext(FormIdContext), path);
  const settings = useSettingsNow() as Settings;
  const { control, getValues } = useFormContext<RegistryFormValues>();
  const value = useWatch({ control, name: `secret.${sealed.name}` });
  const [joined, setJoined] = useState<string | null>(null);
  const judge = (text: unknown) => sealed.check(typeof text === "string" ? text : "", settings);
  const check = useFieldCheck(path, judge);
  const { notices: together } = useRegistryForm();
  const { error } = useField(path);

  const notices = [
    ...(joined !== null && joined === value ? [lineBreaksGone] : []),
    ...check.notices,
    ...together.filter((notice) => notice.path === path),
  ];
  const judged = error ? judge(getValues("secret")[sealed.name]) : null;
  const problem = judged && !judged.ok ? judged : check.problem;
  const Control = sealed.kind === "document" ? DocumentControl : PasswordControl;
  return (
    <div data-field={path}>
      <Field
        id={id}
        label={sealed.label}
        hint={sealed.help === "" ? undefined : <MarkedText>{sealed.help}</MarkedText>}
        error={error}
        notice={remarkLines(notices, error ? null : check.problem)}
      >
        {(control) => (
          <Control
            sealed={sealed}
            path={path}
            control={control}
            onLook={check.look}
            onJoined={() => setJoined(getValues("secret")[sealed.name] ?? null)}
          />
        )}
      </Field>
      <FixButtons fixes={[problem?.fix, ...notices.map(({ fix }) => fix)]} />
    </div>
  );
}

interface ControlProps {
  sealed: Sealed;
  path: string;
  control: FieldControlProps;
  onLook: () => void;
  /** Called when line breaks inside a paste were taken out. */
  onJoined: () => void;
}

const lineBreaksGone: Notice = {
  code: "line-breaks-gone",
  tone: "warning",
  message:
    "There was a line break inside, and it was removed. That is right where the secret was wrapped when it was copied; otherwise copy it again.",
};

function PasswordControl({ sealed, path, control, onLook, onJoined }: ControlProps) {
  const { registration } = useField(path);
  const settle = useSettleAfterPaste(onLook);
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text").trim();
    const field = event.currentTarget;
    if (!/[\r\n]/.test(pasted)) {
      settle();
      return;
    }
    // A field of one line would put a space in the place of each line break, without a word.
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end, value } = field;
    replaceText(field, start ?? 0, end ?? value.length, pasted.replaceAll(/[\r\n]+/g, ""));
    onLook();
    onJoined();
  };
  return (
    <PasswordInput
      // Browsers ignore `off` here and would fill in the person's own saved login.
      autoComplete="new-password"
      what={sealed.label.charAt(0).toLowerCase() + sealed.label.slice(1)}
      {...control}
      {...registration}
      onPaste={onPaste}
      onBlur={(event) => {
        onLook();
        void registration.onBlur(event);
      }}
    />
  );
}

/** A document is shown only while it can't be used; then its public parts stand in its place. */
function DocumentControl({ sealed, path, control, onLook }: ControlProps) {
  const { field } = useController({ name: path });
  const { type } = useRegistryForm();
  const settings = useSettingsNow() as Settings;
  const value = typeof field.value === "string" ? field.value : "";
  const accepted = value === "" ? null : sealed.check(value, settings);
  const removed = useRef(false);
  useEffect(() => {
    if (value !== "" || !removed.current) return;
    removed.current = false;
    // The button is gone with what it removed; the field that takes its place is where one goes on.
    document.getElementById(control.id)?.focus();
  }, [value, control.id]);
  if (accepted?.ok) {
    const secret: SecretValues = { [sealed.name]: accepted.value ?? "" };
    return (
      <div className="space-y-2">
        <KeyValueList
          items={type.describeSecret(secret, settings).map(({ label, value: fact }) => ({
            label,
            value: <span className="reference-text">{fact}</span>,
          }))}
        />
        <Button
          id={control.id}
          size="small"
          // The field's label would name the button as well, without what it does.
          aria-label={`Remove ${sealed.label}`}
          aria-describedby={control["aria-describedby"]}
          onClick={() => {
            removed.current = true;
            field.onChange("");
          }}
        >
          Remove
        </Button>
      </div>
    );
  }
  return (
    <DocumentInput
      {...control}
      value={value}
      onChange={field.onChange}
      onBlur={() => {
        onLook();
        field.onBlur();
      }}
      what={sealed.fileName ?? sealed.label}
    />
  );
}
