import type { SettingField as Setting } from "@berth/registry-catalog";
import type { ReactNode } from "react";
import { useController, useFormContext } from "react-hook-form";
import { CheckboxField } from "#src/forms/fields.tsx";
import { useField } from "#src/forms/use-field.ts";
import { Combobox } from "#src/ui/combobox.tsx";
import type { FieldControlProps } from "#src/ui/field.tsx";
import { MarkedText, withoutMarks } from "#src/ui/marked-text.tsx";
import { RadioCards } from "#src/ui/radio-cards.tsx";
import { Select } from "#src/ui/select.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { DocumentInput } from "./document-input.tsx";
import type { RegistryFormValues } from "./form-values.ts";
import { ListInput } from "./list-input.tsx";
import { presetChange } from "./presets.ts";
import { useRegistryForm } from "./registry-form-context.ts";

interface InputProps {
  setting: Setting;
  path: string;
  control: FieldControlProps;
  /** Called when the value has settled: the field was left, pasted into or chosen. */
  onLook: () => void;
}

/** The control of a setting that stands in a labelled field. */
export function SettingInput(props: InputProps) {
  const { setting } = props;
  if (setting.kind === "select") return <SelectInput {...props} />;
  if (setting.kind === "list" || setting.kind === "pem" || setting.options) {
    return <ControlledInput {...props} />;
  }
  return <PlainInput {...props} />;
}

function PlainInput({ setting, path, control, onLook }: InputProps) {
  const { registration } = useField(path);
  const settle = useSettleAfterPaste(onLook);
  return (
    <TextInput
      mono
      autoComplete="off"
      placeholder={setting.placeholder}
      {...control}
      {...registration}
      onPaste={settle}
      onBlur={(event) => {
        onLook();
        void registration.onBlur(event);
      }}
    />
  );
}

function SelectInput({ setting, path, control }: InputProps) {
  const { registration } = useField(path);
  const form = useFormContext<RegistryFormValues>();
  const { type } = useRegistryForm();
  const chosen = setting.options?.find(
    ({ value }) => value === form.watch("settings")[setting.name],
  );
  return (
    <>
      <Select
        {...control}
        {...registration}
        options={(setting.options ?? []).map(({ value, label }) => ({
          value,
          // The browser's own list shows plain text only.
          label: withoutMarks(label),
        }))}
        onChange={(event) => {
          const settings = form.getValues("settings");
          const change = presetChange(type, setting.name, event.currentTarget.value, settings);
          for (const [name, value] of Object.entries(change)) {
            form.setValue(`settings.${name}`, value, { shouldDirty: true });
          }
          void registration.onChange(event);
        }}
      />
      {chosen?.help ? (
        <p className="mt-1 text-table text-muted">
          <MarkedText>{chosen.help}</MarkedText>
        </p>
      ) : null}
    </>
  );
}

/** Text with suggestions, a list, or a document: controls that hold no plain input. */
function ControlledInput({ setting, path, control, onLook }: InputProps) {
  const { field } = useController({ name: path });
  const value: unknown = field.value;
  const leave = () => {
    onLook();
    field.onBlur();
  };
  if (setting.kind === "list") {
    return (
      <ListInput
        {...control}
        items={Array.isArray(value) ? (value as string[]) : []}
        onChange={(items) => {
          field.onChange(items);
          leave();
        }}
        options={setting.options ?? []}
        placeholder={setting.placeholder}
        label={setting.label}
      />
    );
  }
  if (setting.kind === "pem") {
    return (
      <DocumentInput
        {...control}
        value={asText(value)}
        onChange={field.onChange}
        onBlur={leave}
        what={setting.label}
        placeholder="-----BEGIN CERTIFICATE-----"
        accept=".pem,.crt,.cer,.ca-bundle"
      />
    );
  }
  return (
    <Combobox
      {...control}
      mono
      autoComplete="off"
      placeholder={setting.placeholder}
      value={asText(value)}
      onChange={field.onChange}
      onBlur={leave}
      suggestions={(setting.options ?? []).map(({ value: option, label }) => ({
        value: option,
        detail: label === option ? undefined : label,
      }))}
    />
  );
}

/** A setting that is its own frame: radio cards or one box. */
export function SettingChoice({
  setting,
  path,
  id,
  hint,
}: {
  setting: Setting;
  path: string;
  id: string;
  hint: ReactNode;
}) {
  const { registration, error } = useField(path);
  const { serverRole } = useRegistryForm();
  if (setting.kind === "checkbox") {
    return <CheckboxField name={path} label={setting.label} hint={hint} />;
  }
  return (
    <RadioCards
      id={id}
      legend={setting.label}
      hint={hint}
      error={error}
      cards={(setting.options ?? []).map(({ value, label, help, needsServerRole }) => {
        const refused = needsServerRole === true && serverRole === "refuse";
        const said = refused ? `${help ?? ""} ${notAllowed}` : help;
        return {
          value,
          label: <MarkedText>{label}</MarkedText>,
          description: said === undefined ? undefined : <MarkedText>{said}</MarkedText>,
          disabled: refused,
        };
      })}
      inputProps={() => registration}
    />
  );
}

const notAllowed =
  "The operator of this server hasn't allowed it: `BERTH_AWS_INSTANCE_ROLE` isn't set.";

/** A paste settles the value at once: what came with it is cleaned and told before the field is left. */
export function useSettleAfterPaste(onLook: () => void): () => void {
  return () => {
    // The pasted text stands in the field only after this event.
    setTimeout(onLook);
  };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
